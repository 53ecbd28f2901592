import type { HTMLAttributes } from 'preact';
import type { Tag as AccountsTag } from './accounts/vocabulary.js';
import type { Tag as ConnectTag } from './connect/vocabulary.js';
import type { AnyTag, TagProps } from './jsx.js';

type PreactProps<Tag extends AnyTag> = Omit<HTMLAttributes<Tag['element']>, keyof TagProps<Tag>> & TagProps<Tag>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'ghl-social-connect': PreactProps<ConnectTag>;
      'ghl-social-accounts': PreactProps<AccountsTag>;
    }
  }
}
