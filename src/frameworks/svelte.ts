import type { HTMLAttributes } from 'svelte/elements';
import type { GhlSocialConnectElement } from '../element/ghl-social-connect.js';
import type { SocialConnectTagProps } from './jsx.js';
import type { Events } from './vocabulary.js';

/** Listeners as Svelte 4 wrote them, which Svelte 5 still takes. */
type DirectiveProps = { [Name in keyof Events as `on:${Name}`]?: ((event: Events[Name]) => void) | undefined };

type TagProps = Omit<HTMLAttributes<GhlSocialConnectElement>, keyof SocialConnectTagProps> &
  SocialConnectTagProps &
  DirectiveProps;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'ghl-social-connect': TagProps;
  }
}
