import { NAME_ATTRIBUTES } from './host-name.js';
import { SlottedElement } from './slotted-element.js';

/**
 * An element that participates in a form. Manages the internals: form value, validity, custom states and labels. Which
 * value and which validity is the subclass's business.
 */
export abstract class FormAssociatedElement extends SlottedElement {
  static readonly formAssociated = true;

  /** Test environments have none (happy-dom), or only some of its members (jsdom). */
  readonly #internals = ((this.attachInternals as typeof this.attachInternals | undefined)?.() ??
    {}) as Partial<ElementInternals>;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...NAME_ATTRIBUTES];
  }

  /** The form the element belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form ?? null;
  }

  /** The tag's name, as the type of a form control. */
  get type(): string {
    return this.localName;
  }

  /** Whether the element is validated with its form: `false` if it is disabled. */
  get willValidate(): boolean {
    return this.#internals.willValidate ?? false;
  }

  /** Whether the element is valid, and which constraint it violates. */
  get validity(): ValidityState {
    return this.#internals.validity as ValidityState;
  }

  /** The message that the browser shows if the element is invalid; empty if it is valid. */
  get validationMessage(): string {
    return this.#internals.validationMessage ?? '';
  }

  /** Whether the element is valid. Fires `invalid` if it is not. */
  checkValidity(): boolean {
    return this.#internals.checkValidity?.() ?? true;
  }

  /** Like `checkValidity()`, and shows the message to the user. */
  reportValidity(): boolean {
    return this.#internals.reportValidity?.() ?? true;
  }

  override attributeChangedCallback(name: string, previous: string | null, value: string | null): void {
    super.attributeChangedCallback(name, previous, value);
    this.requestUpdate();
  }

  /** Called by the browser when the element's attribute or a fieldset around it disables or enables the element. */
  formDisabledCallback(): void {
    this.requestUpdate();
  }

  /** The `<label>` elements for this element. */
  protected get formLabels(): Iterable<Node> {
    return this.#internals.labels ?? [];
  }

  /** Replaces the custom state `previous` by `status`, and sets the form value. */
  protected showStatus(status: string, previous?: string, value: string | null = null): void {
    const internals = this.#internals;
    try {
      if (previous) internals.states?.delete(previous);
      internals.states?.add(status);
    } catch {
      // Older browsers accept only names that begin with two dashes: they get no custom states.
    }
    if (previous) internals.setFormValue?.(value);
  }

  /** Sets why the element is invalid, or that it is valid (an empty text). The browser shows the message at the button. */
  protected showProblem(problem: string): void {
    if (problem === this.validationMessage) return;
    const button = this.shadowRoot?.querySelector('button') ?? undefined;
    this.#internals.setValidity?.(problem ? { valueMissing: true } : {}, problem, button);
  }
}
