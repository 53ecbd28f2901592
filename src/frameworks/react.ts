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
import { ATTRIBUTES, HANDLERS, PROPERTY_NAMES } from './vocabulary.js';

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
  /** What React can write on the tag, on the server too. */
  readonly attributes: Rest;
  /** Objects and functions. */
  readonly properties: Rest;
  readonly handlers: Rest;
}

/** On a server there is nothing to lay out, and React 18 says so in the log. */
const useDomEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

const isText = (value: unknown): boolean => value === null || !['object', 'function'].includes(typeof value);

function findPlace(name: string, value: unknown): keyof SortedProps {
  if (Object.hasOwn(HANDLERS, name)) return 'handlers';
  if ((PROPERTY_NAMES as readonly string[]).includes(name)) return 'properties';
  return Object.hasOwn(ATTRIBUTES, name) && !isText(value) ? 'properties' : 'attributes';
}

function sortProps({ className, ...props }: Rest): SortedProps {
  // React 18 writes `className` on a custom element as it stands.
  const sorted: SortedProps = { attributes: { class: className }, properties: {}, handlers: {} };
  for (const [name, value] of Object.entries(props)) {
    const place = findPlace(name, value);
    const key = place === 'attributes' && Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name as never] : name;
    sorted[place][key] = value;
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
      if (before[name] !== properties[name]) Object.assign(element.current ?? {}, { [name]: properties[name] });
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
