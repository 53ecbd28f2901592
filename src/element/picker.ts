import { html, nothing, type TemplateResult } from 'lit';
import type { SocialConnectError } from '../errors.js';
import type { AvailableAccount } from '../protocol/details.js';
import type { TextSource } from './labels.js';
import { pickerStyles } from './picker.styles.js';

/** What the picker needs of the element. */
export interface PickerOptions {
  readonly accounts: readonly AvailableAccount[];
  readonly text: TextSource;
  readonly describeError: (error: SocialConnectError) => string;
  /** Whether pictures may be loaded. */
  readonly avatars: boolean;
  /** Attaches one account; rejects with a {@link SocialConnectError}. */
  readonly attach: (account: AvailableAccount) => Promise<unknown>;
  /** Called when something that shows has changed; `busy` while accounts are being attached. */
  readonly onChange: (busy: boolean) => void;
  /** Called when there is nothing left to choose: with what was attached, which may be nothing. */
  readonly onDone: (attached: readonly AvailableAccount[]) => void;
  /** Called when the person wants to sign in with another account. */
  readonly onSwitchLogin: () => void;
}

interface Entry {
  readonly account: AvailableAccount;
  selected: boolean;
  progress: 'none' | 'attaching' | 'attached';
  error: SocialConnectError | undefined;
}

/** From this many entries on, there is a search. */
const SEARCH_FROM = 9;

/** Name, user name and id, in small letters: what a search looks at. */
function readKeywords({ name, username = '', id }: AvailableAccount): string {
  return `${name} ${username} ${id}`.toLowerCase();
}

/** First letters of the first two words; `Intl.Segmenter` keeps letters of more than one code point whole. */
function readInitials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean).slice(0, 2);
  const letters = new Intl.Segmenter();
  return words.map((word) => [...letters.segment(word)][0]?.segment ?? '').join('');
}

/**
 * The list in which a person chooses what to attach.
 * Owns the selection, the search and the progress of each entry. Owns no request and no event: it is given what attaches.
 */
export class Picker {
  /** For the shadow root that shows it. */
  static readonly styles = pickerStyles;
  readonly #options: PickerOptions;
  readonly #entries: readonly Entry[];
  #search = '';
  #busy = false;

  constructor(options: PickerOptions) {
    this.#options = options;
    this.#entries = options.accounts.map((account) => ({
      account,
      selected: false,
      progress: account.connected ? 'attached' : 'none',
      error: undefined,
    }));
  }

  /** Attaches what is selected, one after the other: HighLevel limits how much may come at once. */
  async attachSelected(): Promise<void> {
    await this.#attach(this.#entries.filter(({ selected, progress }) => selected && progress === 'none'));
  }

  /** Selects every account and attaches it. */
  async attachAll(): Promise<void> {
    this.#select(this.#entries, true);
    await this.attachSelected();
  }

  async #attach(entries: readonly Entry[]): Promise<void> {
    if (this.#busy || entries.length === 0) return;
    this.#setBusy(true);
    for (const entry of entries) await this.#attachOne(entry);
    this.#setBusy(false);
    if (!this.#entries.some(({ error }) => error)) this.#finish();
  }

  async #attachOne(entry: Entry): Promise<void> {
    entry.progress = 'attaching';
    entry.error = undefined;
    this.#options.onChange(true);
    try {
      await this.#options.attach(entry.account);
      entry.progress = 'attached';
    } catch (error) {
      entry.progress = 'none';
      entry.error = error as SocialConnectError;
    }
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    this.#options.onChange(busy);
  }

  #finish(): void {
    const attached = this.#entries.filter(({ account, progress }) => progress === 'attached' && !account.connected);
    this.#options.onDone(attached.map(({ account }) => account));
  }

  #select(entries: readonly Entry[], selected: boolean): void {
    for (const entry of entries) entry.selected = selected && entry.progress === 'none';
    this.#options.onChange(this.#busy);
  }

  #findEntries(): readonly Entry[] {
    const words = this.#search.toLowerCase().split(/\s+/);
    return this.#entries.filter(({ account }) => words.every((word) => readKeywords(account).includes(word)));
  }

  render(): TemplateResult {
    const { text } = this.#options;
    return html`<div part="picker" role="group" aria-labelledby="picker-title">
      <div id="picker-title" class="title" tabindex="-1" data-focus>${text('chooseTitle')}</div>
      ${this.#entries.length === 0 ? this.#renderEmpty() : this.#renderChoice()}
    </div>`;
  }

  #renderEmpty(): TemplateResult {
    const { text, onSwitchLogin } = this.#options;
    return html`<p>${text('noAccounts')}</p>
      <div class="actions">
        <button type="button" @click=${onSwitchLogin}>${text('switchLogin')}</button>
        <button type="button" @click=${() => this.#finish()}>${text('notNow')}</button>
      </div>`;
  }

  #renderChoice(): TemplateResult {
    const { text } = this.#options;
    const found = this.#findEntries();
    const count = String(this.#entries.filter(({ selected, progress }) => selected && progress === 'none').length);
    return html`${this.#entries.length >= SEARCH_FROM ? this.#renderSearch(found.length) : nothing}
      ${this.#renderSelectAll(found.filter(({ progress }) => progress === 'none'))}
      <ul>
        ${found.map((entry) => this.#renderEntry(entry))}
      </ul>
      <div class="actions">
        <button
          type="button"
          class="primary"
          aria-disabled=${this.#busy || count === '0'}
          @click=${() => void this.attachSelected()}
        >
          ${text('attachSelected', { count })}
        </button>
        <button type="button" aria-disabled=${this.#busy} @click=${() => this.#busy || this.#finish()}>
          ${text(this.#entries.some(({ account, progress }) => progress === 'attached' && !account.connected) ? 'done' : 'notNow')}
        </button>
      </div>`;
  }

  #renderSearch(count: number): TemplateResult {
    const { text, onChange } = this.#options;
    const handleInput = (event: Event) => {
      this.#search = (event.target as HTMLInputElement).value;
      onChange(this.#busy);
    };
    return html`<input
        type="search"
        class="search"
        aria-label=${text('search')}
        placeholder=${text('search')}
        .value=${this.#search}
        @input=${handleInput}
      />
      <div role="status" class="count">${this.#search && text('found', { count: String(count) })}</div>`;
  }

  #renderSelectAll(entries: readonly Entry[]): TemplateResult | typeof nothing {
    if (entries.length < 2) return nothing;
    const chosen = entries.filter(({ selected }) => selected).length;
    return html`<label class="all">
      <input
        type="checkbox"
        .checked=${chosen === entries.length}
        .indeterminate=${chosen > 0 && chosen < entries.length}
        ?disabled=${this.#busy}
        @change=${(event: Event) => this.#select(entries, (event.target as HTMLInputElement).checked)}
      />
      ${this.#options.text('selectAll')}
    </label>`;
  }

  #renderEntry(entry: Entry): TemplateResult {
    const { account, selected, progress, error } = entry;
    const { text } = this.#options;
    const note = progress === 'none' ? nothing : html`<span class="badge ${progress}">${text(progress)}</span>`;
    return html`<li>
      <label part="option">
        <input
          type="checkbox"
          .checked=${selected || progress === 'attached'}
          ?disabled=${this.#busy || progress === 'attached'}
          @change=${(event: Event) => this.#select([entry], (event.target as HTMLInputElement).checked)}
        />
        ${this.#renderAvatar(account)}
        <span class="who">
          <bdi class="name">${account.name}</bdi>
          <span class="kind">
            ${text(account.kind)}${account.username ? html` · <bdi>${account.username}</bdi>` : nothing}
            ${account.verified ? html` · ${text('verified')}` : nothing}
          </span>
        </span>
        ${note}
      </label>
      ${error ? this.#renderError(entry, error) : nothing}
    </li>`;
  }

  #renderAvatar({ name, avatar }: AvailableAccount): TemplateResult {
    const image =
      avatar && this.#options.avatars
        ? html`<img
            src=${avatar}
            alt=""
            loading="lazy"
            referrerpolicy="no-referrer"
            @error=${({ target }: Event) => ((target as HTMLElement).hidden = true)}
          />`
        : nothing;
    return html`<span class="avatar" aria-hidden="true">${readInitials(name)}${image}</span>`;
  }

  #renderError(entry: Entry, error: SocialConnectError): TemplateResult {
    const { text, describeError } = this.#options;
    return html`<div class="entry-error failed" role="alert">
      <span>${describeError(error)}</span>
      <button type="button" aria-disabled=${this.#busy} @click=${() => void this.#attach([entry])}>
        ${text('tryAgain')}
      </button>
    </div>`;
  }
}
