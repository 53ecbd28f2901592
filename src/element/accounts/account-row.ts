import { html, nothing, type TemplateResult } from 'lit';
import type { Account } from '../../connect/index.js';
import { isAttachable, PLATFORMS } from '../../protocol/platforms.js';
import type { Labels, TextSource } from '../i18n/label-keys.js';
import { isolate } from '../i18n/labels.js';
import { readIcon, readIconClass } from '../icons/icons.js';
import { renderAvatar } from '../picker/render-avatar.js';
import { renderDetail } from '../picker/render-option.js';
import { describeAccount, isolateName } from './account-name.js';
import type { Disconnecting } from './disconnect/disconnecting.js';
import { renderCheckbox } from './disconnect/render-selection.js';

const MAX_LABEL_NAME = 32;

/** What drawing a row needs besides the account. */
export interface RowView {
  readonly text: TextSource;
  /** Formats times in milliseconds since 1970 as dates, in the language of the page. */
  readonly dates: Intl.DateTimeFormat;
  readonly hasAvatars: boolean;
  readonly canConnect: boolean;
  readonly canDisconnect: boolean;
  readonly canAttach: boolean;
  readonly isDisabled: boolean;
  readonly disconnecting: Disconnecting;
  /** The accounts that the search has found. The rows of others stay, out of sight, with what is going on in them. */
  readonly found: ReadonlySet<Account>;
  readonly renderReconnect: (account: Account, labels: Partial<Labels>) => TemplateResult;
  /** Whether the other accounts of the account's login are shown. */
  readonly isAdding: (account: Account) => boolean;
  readonly renderMore: (account: Account) => TemplateResult;
  readonly onAddMore: (account: Account) => void;
}

/** A button with a whole name of 200 characters would push everything else away. The row has the whole name. */
function shorten(name: string): string {
  const characters = Array.from(name);
  return characters.length > MAX_LABEL_NAME ? `${characters.slice(0, MAX_LABEL_NAME - 1).join('')}…` : name;
}

function describeStatus({ status, expiresAt }: Account, { text, dates }: RowView): string {
  const date = expiresAt === undefined ? '' : dates.format(expiresAt);
  if (status === 'active') return text('statusActive');
  if (status === 'expiring') return text('statusExpiring', { date });
  if (status === 'unknown') return text('statusUnknown');
  return date ? text('statusExpired', { date }) : text('statusExpiredBefore');
}

function renderDisconnect(account: Account, view: RowView): TemplateResult | typeof nothing {
  const { text, canDisconnect, isDisabled, disconnecting } = view;
  if (!canDisconnect) return nothing;
  const busy = disconnecting.isBusy(account);
  // Not `disabled` while it works: that would drop the focus.
  return html`<button
    type="button"
    class="disconnect"
    ?disabled=${isDisabled}
    aria-disabled=${busy}
    aria-label=${text('disconnectAccount', { name: isolateName(account) })}
    .textContent=${text(busy ? 'disconnecting' : 'disconnect')}
    @click=${() => busy || void disconnecting.ask([account])}
  ></button>`;
}

/** Adds other accounts of the same login, which needs no sign-in. */
function renderAddMore(account: Account, view: RowView): TemplateResult | typeof nothing {
  const { text, canAttach, isDisabled, isAdding, onAddMore } = view;
  const canAdd = canAttach && account.loginId !== undefined && isAttachable(account.platform);
  if (!canAdd || account.status === 'expired') return nothing;
  return html`<button
    type="button"
    class="add"
    ?disabled=${isDisabled}
    aria-expanded=${isAdding(account)}
    aria-label=${text('addMoreOf', { name: isolateName(account) })}
    .textContent=${text('addMore')}
    @click=${() => onAddMore(account)}
  ></button>`;
}

function renderProblem(account: Account, { disconnecting }: RowView): TemplateResult | typeof nothing {
  const problem = disconnecting.describeProblem(account);
  return problem ? html`<p class="failed" .textContent=${problem}></p>` : nothing;
}

/**
 * Draws an account. Every text about it names it, and no control contains another. Texts are set as `textContent`: see
 * `renderOption` of the picker.
 */
export function renderRow(account: Account, view: RowView): TemplateResult {
  const { text, hasAvatars, canConnect, disconnecting, renderReconnect } = view;
  const { name, username, shownId } = describeAccount(account);
  const canReconnect = canConnect && account.status !== 'active';
  return html`<li
    part="account"
    class=${account.status}
    data-id=${account.id}
    ?hidden=${!view.found.has(account)}
    aria-busy=${disconnecting.isBusy(account)}
  >
    ${renderCheckbox(account, view)} ${renderAvatar(name, hasAvatars ? account.avatar : undefined)}
    <div class="who">
      <bdi part="name" class="name" .textContent=${name}></bdi>
      <span class="kind"
        ><svg class=${readIconClass(account.platform)} viewBox="0 0 24 24" aria-hidden="true">
          <path d=${readIcon(account.platform)} /></svg
        ><span .textContent=${PLATFORMS[account.platform].name}></span> &middot;
        <span .textContent=${text(account.kind)}></span>
        ${renderDetail(username)} ${renderDetail(shownId)}</span
      >
      <span part="account-status" class="state"
        ><svg viewBox="0 0 24 24" aria-hidden="true">
          <path d=${readIcon(account.status === 'active' ? 'done' : 'alert')} /></svg
        ><bdi .textContent=${describeStatus(account, view)}></bdi
      ></span>
    </div>
    <div class="row-actions">
      ${canReconnect ? renderReconnect(account, { reconnect: text('reconnectAccount', { name: isolate(shorten(name)) }) }) : nothing}
      ${renderAddMore(account, view)} ${renderDisconnect(account, view)}
    </div>
    ${view.isAdding(account) ? view.renderMore(account) : nothing} ${renderProblem(account, view)}
  </li>`;
}
