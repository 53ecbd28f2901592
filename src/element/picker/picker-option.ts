import { html, nothing, type TemplateResult } from 'lit';
import type { SocialConnectError } from '../../errors.js';
import type { AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import type { TextSource } from '../i18n/labels.js';

/**
 * A text of somebody else without controls of direction: they reach beyond their own text, for a closing one ends what
 * isolates it too. Source: Unicode Standard Annex 9, section 6.3.
 */
export function dropBidiControls(text: string): string {
  return text.replace(/\p{Bidi_C}/gu, '');
}

/** One account to choose, and how far it is. */
export interface PickerEntry {
  readonly account: AvailableAccount;
  selected: boolean;
  progress: 'none' | 'attaching' | 'attached';
  /** Why the last try to attach it failed; stays until one succeeds. */
  error: SocialConnectError | undefined;
}

/** What the drawing of an entry needs besides it. */
export interface EntryView {
  /** Unique in the shadow root; ids of its parts begin with it. */
  readonly id: string;
  /** Whether nothing can be chosen now. */
  readonly busy: boolean;
  readonly avatars: boolean;
  readonly text: TextSource;
  readonly describeError: (error: SocialConnectError) => string;
  readonly onSelect: (selected: boolean) => void;
  readonly onRetry: () => void;
}

/**
 * First letters of the first two words, without quotation marks and the like; `Intl.Segmenter` keeps letters of more than
 * one code point whole.
 */
function readInitials(name: string): string {
  const words = name
    .split(/\s+/)
    .map((word) => word.replace(/^\p{P}+/u, ''))
    .filter(Boolean)
    .slice(0, 2);
  const letters = new Intl.Segmenter();
  return words.map((word) => [...letters.segment(word)][0]?.segment ?? '').join('');
}

/** For a checkbox that cannot be used now and yet keeps the focus. */
export const refuse = (event: Event): void => event.preventDefault();

function renderAvatar(name: string, avatar: string | undefined): TemplateResult {
  const image = avatar
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

function renderError(error: SocialConnectError, { id, busy, text, describeError, onRetry }: EntryView): TemplateResult {
  return html`<div class="entry-error">
    <span id="${id}-error">${describeError(error)}</span>
    <button type="button" aria-disabled=${busy} aria-describedby="${id}-name" @click=${onRetry}>
      ${text('tryAgain')}
    </button>
  </div>`;
}

/**
 * Draws one entry. What a platform has verified stands in a frame and before the name that the account chose: no name
 * can look the same. A checkbox that cannot be used now keeps its place in the tab order: one that was disabled under the
 * focus would lose it.
 */
export function renderEntry({ account, selected, progress, error }: PickerEntry, view: EntryView): TemplateResult {
  const { id, busy, avatars, text, onSelect } = view;
  const name = dropBidiControls(account.name);
  const isLocked = busy || progress === 'attached';
  const note = progress === 'none' ? nothing : html`<span class="badge ${progress}">${text(progress)}</span>`;
  return html`<label part="option">
      <input
        type="checkbox"
        .checked=${selected || progress === 'attached'}
        aria-disabled=${isLocked}
        aria-describedby=${error ? `${id}-error` : nothing}
        @click=${isLocked ? refuse : nothing}
        @change=${({ target }: Event) => onSelect((target as HTMLInputElement).checked)}
      />
      ${renderAvatar(name, avatars ? account.avatar : undefined)}
      <span class="who">
        <bdi id="${id}-name" class="name">${name}</bdi>
        <span class="kind">
          ${text(account.kind)} ${account.verified ? html`<span class="verified">${text('verified')}</span>` : nothing}
          ${account.username ? html`&middot;&nbsp;<bdi>${dropBidiControls(account.username)}</bdi>` : nothing}
        </span>
      </span>
      ${note}
    </label>
    ${error ? renderError(error, view) : nothing}`;
}
