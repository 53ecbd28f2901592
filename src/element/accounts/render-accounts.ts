import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Account, AccountsSnapshot, Platform } from '../../connect/index.js';
import { describeError } from '../i18n/labels.js';
import { keepInside, renderSearch } from '../picker/render-search.js';
import { renderRow, type RowView } from './account-row.js';
import type { AccountSearch } from './account-search.js';
import { renderQuestion } from './disconnect/render-question.js';
import { renderBar, renderSelect } from './disconnect/render-selection.js';

/** What the element shows. */
export interface AccountsView extends RowView {
  readonly locale: string;
  readonly snapshot: AccountsSnapshot;
  /** The accounts that are shown, in their order. */
  readonly rows: readonly Account[];
  readonly search: AccountSearch;
  readonly onSearch: (query: string) => void;
  readonly isRefreshing: boolean;
  /** Whether only what needs a person is shown. */
  readonly isShort: boolean;
  /** The platforms that another account can be connected of. */
  readonly platforms: readonly Platform[];
  readonly renderConnect: (platform: Platform) => TemplateResult;
  readonly onRefresh: () => void;
}

const SKELETON_ROWS = [1, 2, 3];

function renderSkeleton({ text }: AccountsView): TemplateResult {
  return html`<div class="skeleton" part="skeleton">
    <span class="unseen" .textContent=${text('accountsLoading')}></span>
    ${SKELETON_ROWS.map(() => html`<div aria-hidden="true"><span class="avatar"></span><span></span></div>`)}
  </div>`;
}

function renderRetry({ text, isRefreshing, onRefresh }: AccountsView): TemplateResult {
  return html`<button
    type="button"
    class="retry"
    aria-disabled=${isRefreshing}
    .textContent=${text('tryAgain')}
    @click=${() => isRefreshing || onRefresh()}
  ></button>`;
}

/** Why the last load failed; of a list that is shown all the same, from when it is. */
function renderNotice(view: AccountsView): TemplateResult | typeof nothing {
  const { snapshot, text, locale } = view;
  const { state, error, loadedAt } = snapshot;
  if (!error) return nothing;
  const isStale = state === 'stale';
  const notice = isStale
    ? text('accountsStale', { time: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(loadedAt) })
    : text('accountsFailed', { message: describeError(error, text) });
  return html`<div class="notice ${isStale ? '' : 'failed'}">
    <span .textContent=${notice}></span>${renderRetry(view)}
  </div>`;
}

/** What concerns the accounts as a whole. Takes no space where there is nothing of it. */
function renderToolbar(view: AccountsView): TemplateResult | typeof nothing {
  const { rows, found, search, onSearch, text, isShort } = view;
  if (isShort) return nothing;
  const select = renderSelect(rows, view);
  const field = search.isNeeded(rows) ? renderSearch(search.query, found.size, onSearch, text) : nothing;
  if (select === nothing && field === nothing) return nothing;
  return html`<div part="toolbar" class="toolbar" @beforeinput=${keepInside} @input=${keepInside}>
    ${field} ${select}
  </div>`;
}

function renderList(view: AccountsView): TemplateResult | typeof nothing {
  const { snapshot, rows, found, text, isShort } = view;
  if (snapshot.state === 'empty' && !isShort) {
    return html`<div part="empty" class="empty"><slot name="empty" .textContent=${text('accountsEmpty')}></slot></div>`;
  }
  if (rows.length === 0) return nothing;
  return html`${renderToolbar(view)} ${view.disconnecting.selection.isOn ? renderBar(rows, view) : nothing}
    <ul part="list" role="list" ?hidden=${found.size === 0} aria-label=${text('accountsTitle')}>
      ${repeat(
        rows,
        ({ id }) => id,
        (account) => renderRow(account, view),
      )}
    </ul>`;
}

function renderConnectMore({ platforms, text, renderConnect, isShort }: AccountsView): TemplateResult | typeof nothing {
  if (isShort || platforms.length === 0) return nothing;
  return html`<div part="connect" class="connect" role="group" aria-labelledby="another">
    <div id="another" class="title" .textContent=${text('connectAnother')}></div>
    <div class="platforms">${repeat(platforms, (platform) => platform, renderConnect)}</div>
  </div>`;
}

/** Draws the element, as a function of its state and settings. */
export function renderAccounts(view: AccountsView): TemplateResult {
  return html`<div
    part="accounts"
    class=${view.disconnecting.selection.isOn ? 'accounts selecting' : 'accounts'}
    aria-busy=${view.snapshot.state === 'loading'}
  >
    ${view.snapshot.state === 'loading' && !view.isShort ? renderSkeleton(view) : nothing} ${renderNotice(view)}
    ${renderList(view)} ${renderConnectMore(view)}
    <div class="unseen" role="status" .textContent=${view.disconnecting.announcement}></div>
    ${renderQuestion(view)}
  </div>`;
}
