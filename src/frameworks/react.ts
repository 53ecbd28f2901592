// Its effects and its refs are the browser's: a server component may render it, and may not be it.
'use client';

import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type DetailedHTMLProps,
  type HTMLAttributes,
  type RefObject,
} from 'react';
import type * as React from 'react';
import type { GhlSocialConnectElement } from '../element/ghl-social-connect.js';
import '../index.js';
import type { AttributeProps, HandlerProps, ListenerProps, PropertyProps, SocialConnectTagProps } from './jsx.js';
import { SERVER_ATTRIBUTES, setProperty } from './set-property.js';
import { ATTRIBUTES, HANDLERS, PROPERTY_NAMES } from './vocabulary.js';

export { useSocialAccounts, type SocialAccounts } from './use-social-accounts.js';

type TagAttributes = DetailedHTMLProps<HTMLAttributes<GhlSocialConnectElement>, GhlSocialConnectElement>;

/** React 18 knows neither properties nor listeners of custom elements: on the bare tag it has attributes only. */
type TextOnlyProps = AttributeProps & { [Name in keyof ListenerProps]?: undefined };

type TagProps = 'use' extends keyof typeof React ? SocialConnectTagProps : TextOnlyProps;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'ghl-social-connect': Omit<TagAttributes, keyof TagProps> & TagProps;
    }
  }
}

/** What the component takes: the element's properties, its events as handlers, and what any tag takes. */
export interface SocialConnectProps
  extends Omit<HTMLAttributes<GhlSocialConnectElement>, keyof PropertyProps>, PropertyProps, HandlerProps {}

type Rest = Record<string, unknown>;

interface SortedProps {
  /** What React writes on the tag, on the server too. */
  readonly attributes: Rest;
  /** What the element is given, after React has written. */
  readonly properties: Rest;
  readonly handlers: Rest;
}

/** On a server there is nothing to lay out, and React 18 says so in the log. */
const useDomEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

const PROPERTIES: ReadonlySet<string> = new Set([...Object.keys(ATTRIBUTES), ...PROPERTY_NAMES]);

/** False is said by the property alone: without the attribute the page's default would hold. */
const isWritten = (value: unknown): boolean => value === true || ['string', 'number'].includes(typeof value);

/** The element's own props are properties for React 18 and 19 alike, and attributes too where a server may write them. */
function sortProps({ className, ...props }: Rest): SortedProps {
  // React 18 writes `className` on a custom element as it stands.
  const sorted: SortedProps = { attributes: { class: className }, properties: {}, handlers: {} };
  for (const [name, value] of Object.entries(props)) {
    const attribute = SERVER_ATTRIBUTES.get(name);
    if (Object.hasOwn(HANDLERS, name)) sorted.handlers[name] = value;
    else if (PROPERTIES.has(name)) sorted.properties[name] = value;
    else sorted.attributes[name] = value;
    if (attribute && isWritten(value)) sorted.attributes[attribute] = value;
  }
  return sorted;
}

/** Sets what has changed since the last commit, so that what the page itself has set stays. */
function useProperties(element: RefObject<GhlSocialConnectElement | null>, properties: Rest): void {
  const applied = useRef<Rest>({});
  useDomEffect(() => {
    const before = applied.current;
    applied.current = properties;
    for (const name of Object.keys({ ...before, ...properties })) {
      if (before[name] === properties[name] || !element.current) continue;
      setProperty(element.current, name as keyof PropertyProps, properties[name] as undefined);
    }
  });
}

/** One listener for each event as long as the tag stands; it calls the handler of the last commit. */
function useHandlers(element: RefObject<GhlSocialConnectElement | null>, handlers: Rest): void {
  const latest = useRef(handlers);
  useDomEffect(() => {
    latest.current = handlers;
  });
  useDomEffect(() => {
    const listening = new AbortController();
    for (const [property, eventName] of Object.entries(HANDLERS)) {
      const listen = (event: Event) =>
        (latest.current as Record<string, ((e: Event) => void) | undefined>)[property]?.(event);
      element.current?.addEventListener(eventName, listen, { signal: listening.signal });
    }
    return () => listening.abort();
  }, [element]);
}

/**
 * The element as a component, for React 18 and 19: properties, objects among them, and typed handlers. After server
 * rendering it gives the element what React leaves out of hydration. `ref` is the element.
 *
 * @example
 * ```tsx
 * <SocialConnect platform="facebook" locationId="…" labels={{ connect: 'Link {platform}' }} onAccountConnected={save} />
 * ```
 */
export const SocialConnect = forwardRef<GhlSocialConnectElement, SocialConnectProps>((props, ref) => {
  const element = useRef<GhlSocialConnectElement>(null);
  const { attributes, properties, handlers } = sortProps({ ...props });
  useImperativeHandle(ref, () => element.current as GhlSocialConnectElement, []);
  useProperties(element, properties);
  useHandlers(element, handlers);
  return createElement('ghl-social-connect', { ...attributes, ref: element });
});
SocialConnect.displayName = 'SocialConnect';
