import { hasContent } from './slot-content.js';
import { StyledElement } from './styled-element.js';

/** At the end of the name of a slot that has no content, so that nothing is assigned to it. */
const UNUSED = '~';

/**
 * An element whose slots show their fallback unless the page gives them real content. For a browser, a line break or an
 * empty text node is content; and content may come and go at any time.
 *
 * An element without children has one listener, and nothing else.
 */
export abstract class SlottedElement extends StyledElement {
  #observer: MutationObserver | undefined;

  /** The listener for all events: an element needs no function of its own. */
  handleEvent({ type }: Event): void {
    if (type !== 'click') this.requestUpdate();
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = super.createRenderRoot();
    root.addEventListener('slotchange', this);
    return root;
  }

  protected override updated(): void {
    if (!this.#observer && !this.hasChildNodes()) return;
    this.#observe();
    for (const slot of this.shadowRoot?.querySelectorAll('slot') ?? []) {
      const name = slot.name.replace(UNUSED, '');
      const wasShown = slot.name === name;
      let isUsed = hasContent(this, name, wasShown);
      if (isUsed && !wasShown) {
        slot.name = name;
        isUsed = hasContent(this, name, true);
      }
      // WebKit reports a change of the slot even if it is given the name that it has.
      if (!isUsed && slot.name === name) slot.name = name + UNUSED;
    }
  }

  /** Observes the children, and what a component around this element passes on to it by a slot. */
  #observe(): void {
    this.#observer ??= new MutationObserver(() => this.requestUpdate());
    // From now on the observer reports changes. A slot that is renamed to look at its content must not cause another look.
    this.shadowRoot?.removeEventListener('slotchange', this);
    this.addEventListener('slotchange', this);
    const passedOn = [...this.querySelectorAll('slot')].flatMap((slot) => slot.assignedNodes({ flatten: true }));
    for (const node of [this, ...passedOn]) {
      this.#observer.observe(node, { childList: true, subtree: true, characterData: true, attributes: true });
    }
  }
}
