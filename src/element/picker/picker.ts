import { html, nothing, type TemplateResult } from 'lit';
import { SocialConnectError, type SocialConnectErrorCode } from '../../errors.js';
import type { AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import type { AccountKind } from '../../protocol/platforms.js';
import type { TextSource } from '../i18n/labels.js';
import { dropBidiControls, refuse, renderEntry, type PickerEntry } from './picker-option.js';
import { pickerStyles } from './picker.styles.js';

/** What the picker needs of the element. */
export interface PickerOptions {
  readonly accounts: readonly AvailableAccount[];
  /** What the platform usually has, for a login that manages none. */
  readonly kind: AccountKind;
  readonly text: TextSource;
  readonly describeError: (error: SocialConnectError) => string;
  /** Whether pictures may be loaded. */
  readonly avatars: boolean;
  /** Attaches one account; rejects with a {@link SocialConnectError}, or with another reason if it was cancelled. */
  readonly attach: (account: AvailableAccount) => Promise<unknown>;
  /** Called when something that shows has changed; `busy` while accounts are being attached. */
  readonly onChange: (busy: boolean) => void;
  /** Called when there is nothing left to choose, or nothing wanted. */
  readonly onDone: () => void;
  /** Called when the person wants to sign in with another account. */
  readonly onSwitchLogin: () => void;
}

/** As many attached accounts are named at the end; the rest is a number. */
const MAX_NAMES = 3;

/** From this many entries on, there is a search. */
const SEARCH_FROM = 9;

/** Failures that the next account would meet, too. */
const GENERAL_CODES: readonly SocialConnectErrorCode[] = ['rate_limited', 'unauthorized', 'forbidden', 'network_error'];

/** In small letters and without accents or what cannot be seen, so that "zoe" finds "Zoë". */
function simplify(text: string): string {
  return dropBidiControls(text).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * The list in which a person chooses what to attach.
 * Owns the selection, the search and the progress of each entry. Owns no request and no event: it is given what attaches.
 */
export class Picker {
  /** For the shadow root that shows it. */
  static readonly styles = pickerStyles;
  readonly #options: PickerOptions;
  readonly #entries: readonly PickerEntry[];
  #search = '';
  #busy = false;
  #stopping = false;
  #news: Parameters<TextSource>;

  constructor(options: PickerOptions) {
    const { accounts, kind } = options;
    const isOnlyChoice = accounts.filter(({ connected }) => !connected).length === 1;
    this.#options = options;
    this.#entries = accounts.map((account) => ({
      account,
      selected: isOnlyChoice && !account.connected,
      progress: account.connected ? 'attached' : 'none',
      error: undefined,
    }));
    this.#news = accounts.length > 0 ? ['found', { count: accounts.length }] : [`no_${kind}`];
  }

  /** What a screen reader says of the last change. */
  get news(): string {
    return this.#options.text(...this.#news);
  }

  /** Attaches what is selected, one after the other: HighLevel limits how much may come at once. */
  async attachSelected(): Promise<void> {
    await this.#attach(this.#selected);
  }

  /** Selects every account and attaches it. */
  async attachAll(): Promise<void> {
    for (const entry of this.#open) entry.selected = true;
    await this.attachSelected();
  }

  /** What is not attached yet. */
  get #open(): readonly PickerEntry[] {
    return this.#entries.filter(({ progress }) => progress === 'none');
  }

  get #selected(): readonly PickerEntry[] {
    return this.#open.filter(({ selected }) => selected);
  }

  /** Names of what was attached here. */
  get #added(): string[] {
    const added = this.#entries.filter(({ account, progress }) => progress === 'attached' && !account.connected);
    return added.map(({ account }) => dropBidiControls(account.name));
  }

  /** Whether nothing was chosen here, and something else could be another time. */
  get isUnchosen(): boolean {
    const isOpen = this.#entries.some(({ progress }) => progress !== 'attached') || this.#entries.length === 0;
    return isOpen && this.#added.length === 0;
  }

  /** What is to be said when the choice is over; empty if it changed nothing, and need not. */
  get summary(): string {
    const { text } = this.#options;
    // Of one that was cancelled while it was attached, nobody knows.
    if (this.#entries.every(({ progress }) => progress === 'none')) return text('nothingChosen');
    const names = this.#added;
    // One more would be as long as its name.
    if (names.length > MAX_NAMES + 1) names.push(text('more', { count: names.splice(MAX_NAMES).length }));
    return names.length > 0 ? text('ready', { names }) : '';
  }

  async #attach(entries: readonly PickerEntry[]): Promise<void> {
    if (this.#busy || entries.length === 0) return;
    this.#busy = true;
    for (const [index, entry] of entries.entries()) {
      entry.progress = 'attaching';
      this.#tell('attachProgress', { count: index + 1, total: entries.length });
      await this.#attachOne(entry);
      if (this.#stopping || (entry.error && GENERAL_CODES.includes(entry.error.code))) break;
    }
    this.#busy = false;
    const failed = this.#entries.filter(({ error }) => error).length;
    if (failed > 0) this.#tell('attachFailed', { count: failed });
    else if (this.#stopping && this.#selected.length > 0) this.#tell('found', { count: this.#open.length });
    else this.#finish();
    this.#stopping = false;
  }

  /** Ends after the account that is being attached: what was asked of HighLevel cannot be called back. */
  #stop(): void {
    this.#stopping = true;
    this.#options.onChange(this.#busy);
  }

  async #attachOne(entry: PickerEntry): Promise<void> {
    try {
      await this.#options.attach(entry.account);
      entry.progress = 'attached';
      entry.error = undefined;
    } catch (error) {
      // Cancelled from outside: it may be attached all the same.
      if (!(error instanceof SocialConnectError)) return void (this.#stopping = true);
      entry.progress = 'none';
      entry.error = error;
    }
  }

  #tell(...news: Parameters<TextSource>): void {
    this.#news = news;
    this.#options.onChange(this.#busy);
  }

  #finish(): void {
    if (!this.#busy) this.#options.onDone();
  }

  #select(entries: readonly PickerEntry[], selected: boolean): void {
    for (const entry of entries) entry.selected = selected;
    this.#options.onChange(this.#busy);
  }

  #isFound({ account: { name, username = '', id } }: PickerEntry): boolean {
    const keywords = simplify(`${name} ${username} ${id}`);
    return simplify(this.#search)
      .split(/\s+/)
      .every((word) => keywords.includes(word));
  }

  render(): TemplateResult {
    return html`<div part="picker" role="group" tabindex="-1" aria-labelledby="picker-title">
      <div id="picker-title" class="title"><bdi>${this.#options.text('chooseTitle')}</bdi></div>
      ${this.#entries.length === 0 ? this.#renderEmpty() : this.#renderChoice()}
    </div>`;
  }

  #renderEmpty(): TemplateResult {
    const { kind, text, onSwitchLogin } = this.#options;
    return html`<p><bdi>${text(`no_${kind}`)} ${text('noAccounts')}</bdi></p>
      <div class="actions">
        <button type="button" @click=${onSwitchLogin}>${text('switchLogin')}</button>
        <button type="button" @click=${() => this.#finish()}>${text('notNow')}</button>
      </div>`;
  }

  #renderChoice(): TemplateResult {
    const found = this.#entries.filter((entry) => this.#isFound(entry));
    return html`${this.#entries.length >= SEARCH_FROM ? this.#renderSearch(found.length) : nothing}
      ${this.#renderSelectAll(found.filter(({ progress }) => progress === 'none'))}
      <ul role="list">
        ${this.#entries.map((entry, index) => html`<li ?hidden=${!found.includes(entry)}>${this.#renderEntry(entry, index)}</li>`)}
      </ul>
      ${this.#renderActions()}`;
  }

  #renderEntry(entry: PickerEntry, index: number): TemplateResult {
    const { text, describeError, avatars } = this.#options;
    return renderEntry(entry, {
      id: `entry-${index}`,
      busy: this.#busy,
      avatars,
      text,
      describeError,
      onSelect: (selected) => this.#select([entry], selected),
      onRetry: () => void this.#attach([entry]),
    });
  }

  #renderActions(): TemplateResult {
    const { text } = this.#options;
    const count = this.#selected.length;
    const isComplete = this.#open.length === 0 && !this.#busy;
    const isOver = this.#added.length > 0 || isComplete;
    return html`${this.#renderProgress()}
      <div class="actions">
        ${
          isComplete
            ? nothing
            : html`<button
                type="button"
                class="primary"
                aria-disabled=${this.#busy || count === 0}
                @click=${() => void this.attachSelected()}
              >
                ${text('attachSelected', { count })}
              </button>`
        }
        <button
          type="button"
          aria-disabled=${this.#stopping}
          @click=${() => (this.#busy ? this.#stop() : this.#finish())}
        >
          ${text(this.#busy ? 'cancel' : isOver ? 'done' : 'notNow')}
        </button>
      </div>`;
  }

  /** An entry that is being attached, or could not be, may be out of sight. The live region says it aloud. */
  #renderProgress(): TemplateResult | typeof nothing {
    const [key] = this.#news;
    if (key !== 'attachProgress' && key !== 'attachFailed') return nothing;
    return html`<p class="progress ${key === 'attachFailed' ? 'failed' : ''}" aria-hidden="true">${this.news}</p>`;
  }

  #renderSearch(count: number): TemplateResult {
    const { text } = this.#options;
    const handleInput = ({ target }: Event) => {
      this.#search = (target as HTMLInputElement).value.trim();
      this.#tell('found', { count: this.#entries.filter((entry) => this.#isFound(entry)).length });
    };
    return html`<input
        type="search"
        class="search"
        aria-label=${text('search')}
        placeholder=${text('search')}
        @input=${handleInput}
      />
      <div class="count">${text('found', { count })}</div>`;
  }

  /**
   * Selects what the search shows, and nothing else. Stays while there is nothing to select, so that no entry moves away
   * under the pointer.
   */
  #renderSelectAll(entries: readonly PickerEntry[]): TemplateResult | typeof nothing {
    if (this.#entries.filter(({ account }) => !account.connected).length < 2) return nothing;
    const chosen = entries.filter(({ selected }) => selected).length;
    const isLocked = this.#busy || entries.length === 0;
    return html`<label>
      <input
        type="checkbox"
        .checked=${chosen > 0 && chosen === entries.length}
        .indeterminate=${chosen > 0 && chosen < entries.length}
        aria-disabled=${isLocked}
        @click=${isLocked ? refuse : nothing}
        @change=${(event: Event) => this.#select(entries, (event.target as HTMLInputElement).checked)}
      />
      ${this.#options.text('selectAll')}
    </label>`;
  }
}
