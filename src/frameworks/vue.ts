import type { HTMLAttributes, PublicProps } from 'vue';
import type { GhlSocialConnectElement } from '../element/ghl-social-connect.js';
import type { HandlerProps, PropertyProps } from './jsx.js';

/** Templates write `location-id`, `:labels` and `@account-connected`; the compiler looks for them in camel case. */
type Tag = new () => GhlSocialConnectElement & {
  $props: PublicProps & Omit<HTMLAttributes, keyof PropertyProps> & PropertyProps & HandlerProps;
};

declare module 'vue' {
  interface GlobalComponents {
    'ghl-social-connect': Tag;
  }
}
