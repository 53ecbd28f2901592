// Its effects and its refs are the browser's: a server component may render it, and may not be it.
'use client';

import '../../accounts.js';
import { createComponent, type ComponentProps } from '../create-component.js';
import { VOCABULARY, type Tag } from './vocabulary.js';

/** What the component takes: the element's properties, its events and those of its buttons as handlers, and what any tag takes. */
export interface SocialAccountsProps extends ComponentProps<Tag> {}

/**
 * `<ghl-social-accounts>` as a component, for React 18 and 19: properties, objects among them, and typed handlers. After
 * server rendering it gives the element what React leaves out of hydration. `ref` is the element.
 *
 * @example
 * ```tsx
 * <SocialAccounts proxyUrl="/highlevel" show="problems" onAccountExpired={({ detail }) => warn(detail.account.name)} />
 * ```
 */
export const SocialAccounts = createComponent<Tag, SocialAccountsProps>('SocialAccounts', VOCABULARY);
