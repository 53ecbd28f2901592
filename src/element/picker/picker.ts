import type { TemplateResult } from 'lit';
import { SocialConnectError, type SocialConnectErrorCode } from '../../errors.js';
import type { AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import {
  getOpen,
  getSelected,
  select,
  setQuery,
  showMore,
  updateOption,
  withMessage,
  type PickerOption,
  type PickerState,
} from './picker-state.js';
import { renderPicker, type PickerActions, type PickerView } from './render-picker.js';

export { createPicker, summarize } from './picker-state.js';
export { pickerStyles } from './picker.styles.js';

/** What a picker needs of its element. */
export interface PickerHost {
  /** Attaches an account. Rejects with a {@link SocialConnectError}, or with something else if it was cancelled. */
  readonly attach: (account: AvailableAccount) => Promise<unknown>;
  /** Called with every new state. */
  readonly onChange: (state: PickerState) => void;
  /** Called with the last state when the picker closes. */
  readonly onFinish: (state: PickerState) => void;
  readonly onSwitchLogin: () => void;
}

/** Errors that the remaining accounts would meet as well, so that attaching stops. */
const GENERAL_CODES: readonly SocialConnectErrorCode[] = ['rate_limited', 'unauthorized', 'forbidden', 'network_error'];

/** Runs a picker: turns what a person does into the next state, and attaches accounts. */
export class Picker {
  #state: PickerState;
  readonly #host: PickerHost;
  readonly #actions: PickerActions = {
    search: (query) => this.#change(setQuery(this.#state, query)),
    showMore: () => this.#change(showMore(this.#state)),
    select: (options, selected) => this.#change(select(this.#state, options, selected)),
    attach: (options) => void this.#attach(options),
    stop: () => this.#change({ ...this.#state, progress: 'stopping' }),
    finish: () => this.#host.onFinish(this.#state),
    switchLogin: () => this.#host.onSwitchLogin(),
  };

  constructor(state: PickerState, host: PickerHost) {
    this.#state = state;
    this.#host = host;
  }

  /** Draws `state`, which may be an older one than the picker's own. */
  render(state: PickerState, view: PickerView): TemplateResult {
    return renderPicker(state, this.#actions, view);
  }

  /** Selects and attaches every account. */
  attachAll(): void {
    this.#state = select(this.#state, getOpen(this.#state), true);
    void this.#attach(getSelected(this.#state));
  }

  #change(state: PickerState): void {
    this.#state = state;
    this.#host.onChange(state);
  }

  /** Attaches options one after the other, because HighLevel limits the number of requests. */
  async #attach(options: readonly PickerOption[]): Promise<void> {
    if (options.length === 0 || this.#state.progress !== 'idle') return;
    let count = 0;
    for (const option of options) {
      count += 1;
      const values = { count, total: options.length };
      const started = updateOption({ ...this.#state, progress: 'attaching' }, option.key, { progress: 'attaching' });
      this.#change(withMessage(started, 'attachProgress', values));
      const result = await this.#attachOne(option);
      if (result === 'cancelled') return;
      if (this.#isStopping || (result !== 'attached' && GENERAL_CODES.includes(result.code))) break;
    }
    this.#end();
  }

  async #attachOne({ key, account }: PickerOption): Promise<'attached' | 'cancelled' | SocialConnectError> {
    try {
      await this.#host.attach(account);
      this.#state = updateOption(this.#state, key, { progress: 'attached', error: undefined });
      return 'attached';
    } catch (error) {
      // Cancelled by the page: the account may be attached or not, so its option stays as it is.
      if (!(error instanceof SocialConnectError)) return 'cancelled';
      this.#state = updateOption(this.#state, key, { progress: 'none', error });
      return error;
    }
  }

  get #isStopping(): boolean {
    return this.#state.progress === 'stopping';
  }

  /** Shows what could not be attached, or what is left after the person stopped; else closes the picker. */
  #end(): void {
    const wasStopped = this.#isStopping;
    const state: PickerState = { ...this.#state, progress: 'idle' };
    this.#state = state;
    const failed = state.options.filter(({ error }) => error).length;
    if (failed > 0) this.#change(withMessage(state, 'attachFailed', { count: failed }));
    else if (wasStopped && getSelected(state).length > 0) {
      this.#change(withMessage(state, 'found', { count: getOpen(state).length }));
    } else this.#host.onFinish(state);
  }
}
