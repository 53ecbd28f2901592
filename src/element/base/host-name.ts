/** Matches an element that a page may have named or described. */
export const NAMED = '[id],[aria-label],[aria-labelledby],[aria-describedby],label *,:not(:empty)';

/** Changes of these attributes may change the name or the description. */
export const NAME_ATTRIBUTES = ['id', 'aria-label', 'aria-labelledby', 'aria-describedby'];

/** What `node` says: an image by its `alt`, and any element by `aria-label`. */
function readText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node as Text).data;
  const { ariaLabel, alt } = node as Partial<HTMLImageElement>;
  return ariaLabel || alt || [...node.childNodes].map(readText).join('');
}

const readTexts = (nodes: Iterable<Node | null | undefined>): string =>
  [...nodes]
    .map((node) => node && readText(node))
    .join(' ')
    .trim();

/** The text of the elements that `host` refers to, by an attribute or a property. Firefox before 136 has no such property. */
function readReferences(
  host: Element,
  attribute: string,
  property: 'ariaLabelledByElements' | 'ariaDescribedByElements',
): string {
  const root = host.getRootNode() as Partial<Document>;
  const ids = host.getAttribute(attribute)?.split(/\s+/) ?? [];
  return readTexts(host[property] ?? ids.map((id) => root.getElementById?.(id)));
}

/**
 * Gives the button the name and the description that the page has given the host, by ARIA attributes or `<label>`
 * elements, which do not reach into a shadow root. The description also has `hint`, and the label that such a name
 * replaces, because the label says in which state the button is.
 */
export function nameButton(host: Element, labels: Iterable<Node>, hint: string): void {
  const find = (selector: string) => host.shadowRoot?.querySelector(selector) as HTMLElement;
  const slot = find('[part="label"] slot') as HTMLSlotElement;
  const label = readTexts(slot.assignedNodes({ flatten: true }));
  const name =
    readReferences(host, 'aria-labelledby', 'ariaLabelledByElements') ||
    host.getAttribute('aria-label') ||
    readTexts(labels);
  // An image as label would leave the button without a name.
  find('button').ariaLabel = name || (label ? null : slot.textContent);
  find('#hint').textContent = [readReferences(host, 'aria-describedby', 'ariaDescribedByElements'), name && label, hint]
    .filter(Boolean)
    .join('. ');
}
