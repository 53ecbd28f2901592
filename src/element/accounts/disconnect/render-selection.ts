import { html, nothing, type TemplateResult } from 'lit';
import type { Account } from '../../../connect/index.js';
import type { TextSource } from '../../i18n/label-keys.js';
import { preventToggle } from '../../picker/render-option.js';
import { keepInside } from '../../picker/render-search.js';
import { isolateName } from '../account-name.js';
import type { Disconnecting } from './disconnecting.js';

/** What drawing the selection needs. */
export interface SelectionView {
  readonly text: TextSource;
  readonly canDisconnect: boolean;
  readonly isDisabled: boolean;
  readonly disconnecting: Disconnecting;
  /** The accounts that are in sight. */
  readonly found: ReadonlySet<Account>;
}

/** The only thing that accounts are selected for is to disconnect them, so one account needs no selection. */
const SELECT_FROM = 2;

const readChecked = ({ target }: Event): boolean => (target as HTMLInputElement).checked;

/** Draws the checkbox of an account, while accounts can be selected. */
export function renderCheckbox(account: Account, view: SelectionView): TemplateResult | typeof nothing {
  const { text, isDisabled, disconnecting } = view;
  const { selection, run } = disconnecting;
  if (!selection.isOn) return nothing;
  const isLocked = isDisabled || run !== undefined || disconnecting.isBusy(account);
  return html`<label class="pick" @input=${keepInside}
    ><input
      type="checkbox"
      aria-label=${text('selectAccount', { name: isolateName(account) })}
      .checked=${selection.has(account)}
      aria-disabled=${isLocked}
      @click=${isLocked ? preventToggle : nothing}
      @change=${(event: Event) => disconnecting.select([account], readChecked(event))}
  /></label>`;
}

/** Selects the accounts that are in sight, and no others. */
function renderSelectAll({ text, isDisabled, disconnecting, found }: SelectionView): TemplateResult {
  const open = [...found].filter((account) => !disconnecting.isBusy(account));
  const count = disconnecting.selection.pick(open).length;
  const isLocked = isDisabled || disconnecting.run !== undefined || open.length === 0;
  return html`<label class="all">
    <input
      type="checkbox"
      .checked=${count > 0 && count === open.length}
      .indeterminate=${count > 0 && count < open.length}
      aria-disabled=${isLocked}
      @click=${isLocked ? preventToggle : nothing}
      @change=${(event: Event) => disconnecting.select(open, readChecked(event))}
    />
    <span .textContent=${text('selectAll')}></span>
  </label>`;
}

/** Draws what can be done with the selected accounts. */
export function renderBar(rows: readonly Account[], view: SelectionView): TemplateResult {
  const { text, isDisabled, disconnecting } = view;
  const { run, selection, summary } = disconnecting;
  const selected = selection.pick(rows);
  const isLocked = run !== undefined || selected.length === 0;
  const progress = run ? disconnecting.describeRun(run) : summary;
  return html`<div class="bar" role="group" @input=${keepInside} aria-label=${text('select')}>
    ${renderSelectAll(view)}
    ${progress ? html`<p class="count" aria-hidden="true" .textContent=${progress}></p>` : nothing}
    <button
      type="button"
      class="disconnect-selected"
      ?disabled=${isDisabled}
      aria-disabled=${isLocked}
      .textContent=${text('disconnectSelected', { count: selected.length })}
      @click=${() => isLocked || void disconnecting.ask(selected)}
    ></button>
    <button
      type="button"
      class="leave"
      aria-disabled=${run?.stopping.signal.aborted === true}
      .textContent=${text('cancel')}
      @click=${() => disconnecting.cancel()}
    ></button>
  </div>`;
}

/** Draws the way into the selection of several accounts. */
export function renderSelect(rows: readonly Account[], view: SelectionView): TemplateResult | typeof nothing {
  const { text, canDisconnect, isDisabled, disconnecting } = view;
  if (!canDisconnect || disconnecting.selection.isOn || rows.length < SELECT_FROM) return nothing;
  return html`<button
    type="button"
    class="select"
    ?disabled=${isDisabled}
    .textContent=${text('select')}
    @click=${() => disconnecting.startSelection()}
  ></button>`;
}
