// Its effects and its refs are the browser's: a server component may render it, and may not be it.
'use client';

import '../../index.js';
import { createComponent, type ComponentProps } from '../create-component.js';
import { VOCABULARY, type Tag } from './vocabulary.js';

export { useSocialAccounts, type UseSocialAccountsResult } from '../accounts/use-social-accounts.js';

/** What the component takes: the element's properties, its events as handlers, and what any tag takes. */
export interface SocialConnectProps extends ComponentProps<Tag> {}

/**
 * `<ghl-social-connect>` as a component, for React 18 and 19: properties, objects among them, and typed handlers. After
 * server rendering it gives the element what React leaves out of hydration. `ref` is the element.
 *
 * @example
 * ```tsx
 * <SocialConnect platform="facebook" locationId="…" labels={{ connect: 'Link {platform}' }} onAccountConnected={save} />
 * ```
 */
export const SocialConnect = createComponent<Tag, SocialConnectProps>('SocialConnect', VOCABULARY);
