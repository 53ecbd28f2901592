import type { HTMLAttributes } from 'preact';
import type { GhlSocialConnectElement } from '../element/ghl-social-connect.js';
import type { SocialConnectTagProps } from './jsx.js';

type TagProps = Omit<HTMLAttributes<GhlSocialConnectElement>, keyof SocialConnectTagProps> & SocialConnectTagProps;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'ghl-social-connect': TagProps;
    }
  }
}
