import type { HTMLAttributes, PublicProps } from 'vue';
import type { Tag as AccountsTag } from './accounts/vocabulary.js';
import type { Tag as ConnectTag } from './connect/vocabulary.js';
import type { AnyTag, HandlerProps, PropertyProps } from './jsx.js';

/** Templates write `location-id`, `:labels` and `@account-connected`; the compiler looks for them in camel case. */
type VueTag<Tag extends AnyTag> = new () => Tag['element'] & {
  $props: PublicProps & Omit<HTMLAttributes, keyof PropertyProps<Tag>> & PropertyProps<Tag> & HandlerProps<Tag>;
};

declare module 'vue' {
  interface GlobalComponents {
    'ghl-social-connect': VueTag<ConnectTag>;
    'ghl-social-accounts': VueTag<AccountsTag>;
  }
}
