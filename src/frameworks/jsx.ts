import type { GhlSocialConnectElement } from '../element/ghl-social-connect.js';
import type { ATTRIBUTES, Events, HANDLERS, PROPERTY_NAMES } from './vocabulary.js';

type Attribute = typeof ATTRIBUTES;
type Handler = typeof HANDLERS;
type Settable = keyof Attribute | (typeof PROPERTY_NAMES)[number];

/** The element's properties, by their own names. */
export type PropertyProps = { [Name in Settable]?: GhlSocialConnectElement[Name] | undefined };

/** Its attributes, by theirs: what can be written as text, as a number or as true and false. */
export type AttributeProps = {
  [Name in keyof Attribute as Attribute[Name]]?:
    Extract<GhlSocialConnectElement[Name], string | number | boolean> | undefined;
};

/** Listeners as JSX and Svelte write them on any tag: `onaccount-connected`. */
export type ListenerProps = { [Name in keyof Events as `on${Name}`]?: ((event: Events[Name]) => void) | undefined };

/** Listeners as components have them: `onAccountConnected`. */
export type HandlerProps = { [Name in keyof Handler]?: ((event: Events[Handler[Name]]) => void) | undefined };

/** Everything that a tag can be given where properties, attributes and listeners of custom elements are supported. */
export interface SocialConnectTagProps
  extends PropertyProps, Omit<AttributeProps, keyof PropertyProps>, ListenerProps {}

/**
 * The tag, for a JSX runtime that has no entry here.
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
}
