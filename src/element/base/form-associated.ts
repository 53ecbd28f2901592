import { LitElement } from 'lit';
import type { ConnectStatus } from '../connect/state.js';

/**
 * An element that takes part in a form. Owns the internals: its form value, its validity and its custom states.
 * Owns none of what they say: the element does.
 */
export abstract class FormAssociatedElement extends LitElement {
  static readonly formAssociated = true;

  readonly #internals = this.attachInternals();

  /** The form the element belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** Whether, and why not, the form can be sent with the element as it is. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }

  /** What a person is told who sends the form without an account; empty if it can be sent. */
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  /** Whether the form can be sent; fires `invalid` if not. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  /** As `checkValidity()`, and tells the person. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Called by the browser when a fieldset around the element, or its own attribute, disables or enables it. */
  formDisabledCallback(): void {
    this.requestUpdate();
  }

  /** Shows the status as `:state(…)`, in place of the one before, and gives the form the value that goes with it. */
  protected showStatus(status: ConnectStatus, previous?: ConnectStatus, value: string | null = null): void {
    const internals = this.#internals;
    try {
      if (previous) internals.states.delete(previous);
      internals.states.add(status);
    } catch {
      // A browser from before custom states took plain names: it goes without them.
    }
    if (previous) internals.setFormValue(value);
  }

  /** Says why the form cannot be sent; empty if it can. The browser shows it at the button. */
  protected showProblem(problem: string): void {
    if (problem === this.#internals.validationMessage) return;
    const button = this.shadowRoot?.querySelector('button') ?? undefined;
    this.#internals.setValidity(problem ? { valueMissing: true } : {}, problem, button);
  }
}
