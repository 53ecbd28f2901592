import type { ReactiveElement } from 'lit';
import type { ConnectStatus } from './state.js';

/** What the element tells its form. */
export interface FormFieldSource {
  /** The form value; `null` if there is none. */
  readonly value: () => string | null;
  /** Why the form cannot be sent without a value; `undefined` if it can. */
  readonly requirement: () => string | undefined;
}

/**
 * Owns the element's internals: its form value, its validity and its custom states.
 * Owns none of what they say: the source does.
 */
export class FormField {
  readonly internals: ElementInternals;
  readonly #source: FormFieldSource;
  #status: ConnectStatus | undefined;

  constructor(host: ReactiveElement, source: FormFieldSource) {
    this.internals = host.attachInternals();
    this.#source = source;
    host.addController({ hostUpdated: () => this.#updateValidity(host) });
  }

  /** Shows the status as `:state(…)`, and gives the form the value that goes with it. */
  show(status: ConnectStatus): void {
    this.internals.setFormValue(this.#source.value());
    try {
      if (this.#status) this.internals.states.delete(this.#status);
      this.internals.states.add(status);
    } catch {
      // A browser from before custom states took plain names: it goes without them.
    }
    this.#status = status;
  }

  #updateValidity(host: ReactiveElement): void {
    const requirement = this.#source.value() === null ? this.#source.requirement() : undefined;
    const button = host.renderRoot.querySelector<HTMLElement>('.main') ?? undefined;
    this.internals.setValidity(requirement ? { valueMissing: true } : {}, requirement ?? '', button);
  }
}
