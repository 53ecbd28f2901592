import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type DetailedHTMLProps,
  type ForwardRefExoticComponent,
  type HTMLAttributes,
  type RefAttributes,
  type RefObject,
} from 'react';
import type * as React from 'react';
import type { Tag as AccountsTag } from './accounts/vocabulary.js';
import type { Tag as ConnectTag } from './connect/vocabulary.js';
import type {
  AnyTag,
  AttributeProps,
  HandlerProps,
  ListenerProps,
  PropertyProps,
  TagProps,
  Vocabulary,
} from './jsx.js';
import { listServerAttributes, setProperty } from './set-property.js';

/** React 18 knows neither properties nor listeners of custom elements: on the bare tag it has attributes only. */
type TextOnlyProps<Tag extends AnyTag> = AttributeProps<Tag> & { [Name in keyof ListenerProps<Tag>]?: undefined };

type BareProps<Tag extends AnyTag> = 'use' extends keyof typeof React ? TagProps<Tag> : TextOnlyProps<Tag>;

type IntrinsicProps<Tag extends AnyTag> = BareProps<Tag> &
  Omit<DetailedHTMLProps<HTMLAttributes<Tag['element']>, Tag['element']>, keyof BareProps<Tag>>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'ghl-social-connect': IntrinsicProps<ConnectTag>;
      'ghl-social-accounts': IntrinsicProps<AccountsTag>;
    }
  }
}

/** What a component takes: the element's properties, its events as handlers, and what any tag takes. */
export type ComponentProps<Tag extends AnyTag> = Omit<HTMLAttributes<Tag['element']>, keyof PropertyProps<Tag>> &
  PropertyProps<Tag> &
  HandlerProps<Tag>;

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

/** False is said by the property alone: without the attribute the page's default would hold. */
const isWritten = (value: unknown): boolean => value === true || ['string', 'number'].includes(typeof value);

/** The element's own props are properties for React 18 and 19 alike, and attributes too where a server may write them. */
function createSorter({ attributes, properties, handlers }: Vocabulary, serverAttributes: ReadonlyMap<string, string>) {
  const known: ReadonlySet<string> = new Set([...Object.keys(attributes), ...properties]);
  return ({ className, ...props }: Rest): SortedProps => {
    // React 18 writes `className` on a custom element as it stands.
    const sorted: SortedProps = { attributes: { class: className }, properties: {}, handlers: {} };
    for (const [name, value] of Object.entries(props)) {
      const attribute = serverAttributes.get(name);
      if (Object.hasOwn(handlers, name)) sorted.handlers[name] = value;
      else if (known.has(name)) sorted.properties[name] = value;
      else sorted.attributes[name] = value;
      if (attribute && isWritten(value)) sorted.attributes[attribute] = value;
    }
    return sorted;
  };
}

/** Sets what has changed since the last commit, so that what the page itself has set stays. */
function useProperties(element: RefObject<HTMLElement | null>, properties: Rest): void {
  const applied = useRef<Rest>({});
  useDomEffect(() => {
    const before = applied.current;
    applied.current = properties;
    for (const name of Object.keys({ ...before, ...properties })) {
      if (before[name] === properties[name] || !element.current) continue;
      setProperty(element.current, name, properties[name]);
    }
  });
}

/**
 * One listener for each event as long as the element exists; it calls the handler of the last commit. React ends effects
 * when it hides the tag, as `Suspense` and `Activity` do, and when it removes the tag: what comes of an attempt that runs
 * then is for the page as well.
 */
function useHandlers(element: RefObject<HTMLElement | null>, handlers: Rest, names: Vocabulary['handlers']): void {
  const latest = useRef(handlers);
  const listening = useRef<HTMLElement | null>(null);
  useDomEffect(() => {
    latest.current = handlers;
  });
  useDomEffect(() => {
    if (listening.current === element.current) return;
    listening.current = element.current;
    for (const [property, eventName] of Object.entries(names)) {
      const listen = (event: Event) =>
        (latest.current as Record<string, ((e: Event) => void) | undefined>)[property]?.(event);
      element.current?.addEventListener(eventName, listen);
    }
  }, [element, names]);
}

/**
 * Makes a tag a component, for React 18 and 19: properties, objects among them, and typed handlers. After server rendering
 * the component gives the element what React leaves out of hydration. `ref` is the element.
 */
export function createComponent<Tag extends AnyTag, Props extends object>(
  name: string,
  vocabulary: Tag['vocabulary'],
): ForwardRefExoticComponent<Props & RefAttributes<Tag['element']>> {
  const sortProps = createSorter(vocabulary, listServerAttributes(vocabulary));
  const component = forwardRef<Tag['element'], Props>((props, ref) => {
    const element = useRef<Tag['element']>(null);
    const { attributes, properties, handlers } = sortProps({ ...props } as Rest);
    useImperativeHandle(ref, () => element.current as Tag['element'], []);
    useProperties(element, properties);
    useHandlers(element, handlers, vocabulary.handlers);
    return createElement(vocabulary.tagName, { ...attributes, ref: element });
  });
  component.displayName = name;
  return component as ForwardRefExoticComponent<Props & RefAttributes<Tag['element']>>;
}
