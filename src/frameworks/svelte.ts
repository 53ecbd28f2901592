import type { HTMLAttributes } from 'svelte/elements';
import type { Tag as AccountsTag } from './accounts/vocabulary.js';
import type { Tag as ConnectTag } from './connect/vocabulary.js';
import type { AnyTag, TagProps } from './jsx.js';

/** Listeners as Svelte 4 wrote them, which Svelte 5 still takes. */
type DirectiveProps<Tag extends AnyTag> = {
  [Name in string & keyof Tag['events'] as `on:${Name}`]?: ((event: Tag['events'][Name]) => void) | undefined;
};

type SvelteProps<Tag extends AnyTag> = Omit<HTMLAttributes<Tag['element']>, keyof TagProps<Tag>> &
  TagProps<Tag> &
  DirectiveProps<Tag>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'ghl-social-connect': SvelteProps<ConnectTag>;
    'ghl-social-accounts': SvelteProps<AccountsTag>;
  }
}
