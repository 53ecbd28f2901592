import { html, nothing, type TemplateResult } from 'lit';
import type { SocialConnectError } from '../../errors.js';
import type { TextSource } from '../i18n/label-keys.js';
import { describeError } from '../i18n/labels.js';
import { isOpen, type PickerOption } from './picker-state.js';
import { renderAvatar } from './render-avatar.js';

/** What drawing an option needs besides the option. */
export interface OptionView {
  /** Whether nothing can be selected because accounts are being attached. */
  readonly isBusy: boolean;
  /** Whether pictures may be loaded. */
  readonly hasAvatars: boolean;
  readonly text: TextSource;
  readonly onSelect: (selected: boolean) => void;
  readonly onRetry: () => void;
}

/** Prevents that a click changes a checkbox. Such a checkbox keeps the focus, which a disabled one would lose. */
export const preventToggle = (event: Event): void => event.preventDefault();

function renderError(error: SocialConnectError, key: string, { isBusy, text, onRetry }: OptionView): TemplateResult {
  return html`<div class="entry-error">
    <span id="${key}-error" .textContent=${describeError(error, text)}></span>
    <button
      type="button"
      aria-disabled=${isBusy}
      aria-describedby="${key}-name"
      .textContent=${text('tryAgain')}
      @click=${onRetry}
    ></button>
  </div>`;
}

function renderBadge({ account, progress }: PickerOption, text: TextSource): TemplateResult | typeof nothing {
  if (progress !== 'none') return html`<span class="badge ${progress}" .textContent=${text(progress)}></span>`;
  return account.limitReached ? html`<span class="badge" .textContent=${text('limitReached')}></span>` : nothing;
}

/** What tells an account from others, behind what it is. */
export function renderDetail(detail: string): TemplateResult | typeof nothing {
  return detail ? html`&middot;&nbsp;<bdi .textContent=${detail}></bdi>` : nothing;
}

/**
 * Draws an option. What a platform has verified comes in a frame and before the name that the account chose, so that no
 * name can imitate it.
 *
 * Texts are set as `textContent`: where a browser has translated the page, the text node that Lit would update is no
 * longer in the document.
 */
export function renderOption(option: PickerOption, view: OptionView): TemplateResult {
  const { account, key, name, username, shownId, selected, progress, error } = option;
  const { isBusy, hasAvatars, text, onSelect } = view;
  const isLocked = isBusy || !isOpen(option);
  return html`<label part="option">
      <input
        type="checkbox"
        .checked=${selected || progress === 'attached'}
        aria-disabled=${isLocked}
        aria-describedby=${error ? `${key}-error` : nothing}
        @click=${isLocked ? preventToggle : nothing}
        @change=${({ target }: Event) => onSelect((target as HTMLInputElement).checked)}
      />
      ${renderAvatar(name, hasAvatars ? account.avatar : undefined)}
      <span class="who">
        <bdi id="${key}-name" class="name" .textContent=${name}></bdi>
        <span class="kind">
          <span .textContent=${text(account.kind)}></span>
          ${account.verified ? html`<span class="verified" .textContent=${text('verified')}></span>` : nothing}
          ${renderDetail(username)} ${renderDetail(shownId)}
        </span>
      </span>
      ${renderBadge(option, text)}
    </label>
    ${error ? renderError(error, key, view) : nothing}`;
}
