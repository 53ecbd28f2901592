import type { Tag as AccountsTag } from './accounts/vocabulary.js';
import type { Tag as ConnectTag } from './connect/vocabulary.js';

/** The names of a tag, its properties and its events. */
export interface Vocabulary {
  readonly tagName: string;
  /** Properties that have an attribute, and its name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Properties without an attribute. */
  readonly properties: readonly string[];
  /** Handlers as React and Vue name them, and their events. */
  readonly handlers: Readonly<Record<string, string>>;
}

/** What the types of a tag follow from. */
export interface AnyTag {
  readonly element: HTMLElement;
  readonly vocabulary: Vocabulary;
  readonly events: object;
}

type Attribute<Tag extends AnyTag> = Tag['vocabulary']['attributes'];
type Handler<Tag extends AnyTag> = Tag['vocabulary']['handlers'];
type Settable<Tag extends AnyTag> = keyof Tag['element'] &
  (keyof Attribute<Tag> | Tag['vocabulary']['properties'][number]);
type Listener<Tag extends AnyTag, Name> = Name extends keyof Tag['events']
  ? (event: Tag['events'][Name]) => void
  : never;

/** The element's properties, by their own names. */
export type PropertyProps<Tag extends AnyTag> = { [Name in Settable<Tag>]?: Tag['element'][Name] | undefined };

/** Its attributes, by theirs: what can be written as text, as a number or as true and false. */
export type AttributeProps<Tag extends AnyTag> = {
  [Name in keyof Attribute<Tag> & keyof Tag['element'] as Attribute<Tag>[Name]]?:
    Extract<Tag['element'][Name], string | number | boolean> | undefined;
};

/** Listeners as JSX and Svelte write them on any tag: `onaccount-connected`. */
export type ListenerProps<Tag extends AnyTag> = {
  [Name in string & keyof Tag['events'] as `on${Name}`]?: Listener<Tag, Name> | undefined;
};

/** Listeners as components have them: `onAccountConnected`. */
export type HandlerProps<Tag extends AnyTag> = {
  [Name in keyof Handler<Tag>]?: Listener<Tag, Handler<Tag>[Name]> | undefined;
};

/** Everything that a tag can be given where properties, attributes and listeners of custom elements are supported. */
export type TagProps<Tag extends AnyTag> = PropertyProps<Tag> &
  Omit<AttributeProps<Tag>, keyof PropertyProps<Tag>> &
  ListenerProps<Tag>;

/** The props of `<ghl-social-connect>`. */
export interface SocialConnectTagProps extends TagProps<ConnectTag> {}

/** The props of `<ghl-social-accounts>`. */
export interface SocialAccountsTagProps extends TagProps<AccountsTag> {}

/**
 * The tags, for a JSX runtime that has no entry here.
 *
 * @example
 * ```ts
 * declare module 'solid-js' {
 *   namespace JSX {
 *     interface IntrinsicElements extends SocialConnectElements {}
 *   }
 * }
 * ```
 */
export interface SocialConnectElements {
  'ghl-social-connect': SocialConnectTagProps;
  'ghl-social-accounts': SocialAccountsTagProps;
}
