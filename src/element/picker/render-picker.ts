import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { TextSource } from '../i18n/label-keys.js';
import {
  findOptions,
  getAdded,
  getDrawn,
  getOpen,
  getSelected,
  isOpen,
  SEARCH_FROM,
  type PickerOption,
  type PickerState,
} from './picker-state.js';
import { preventToggle, renderOption } from './render-option.js';
import { keepInside, renderSearch } from './render-search.js';

/** What a person can do in the picker. */
export interface PickerActions {
  readonly search: (query: string) => void;
  readonly showMore: () => void;
  readonly select: (options: readonly PickerOption[], selected: boolean) => void;
  /** Attaches options, one after the other. */
  readonly attach: (options: readonly PickerOption[]) => void;
  /** Stops after the account that is being attached. */
  readonly stop: () => void;
  /** Closes the picker. */
  readonly finish: () => void;
  /** Signs in with another account. */
  readonly switchLogin: () => void;
}

/** What drawing the picker needs besides its state. */
export interface PickerView {
  /** Whether pictures may be loaded. */
  readonly hasAvatars: boolean;
  readonly text: TextSource;
}

/** Draws the picker. See {@link renderOption} for why texts are set as `textContent`. */
export function renderPicker(state: PickerState, actions: PickerActions, view: PickerView): TemplateResult {
  return html`<div
    part="picker"
    role="group"
    tabindex="-1"
    aria-labelledby="picker-title"
    @beforeinput=${keepInside}
    @input=${keepInside}
    @change=${keepInside}
  >
    <div id="picker-title" class="title"><bdi .textContent=${view.text('chooseTitle')}></bdi></div>
    ${state.options.length === 0 ? renderEmpty(state, actions, view) : renderChoice(state, actions, view)}
  </div>`;
}

function renderEmpty(
  { kind }: PickerState,
  { switchLogin, finish }: PickerActions,
  { text }: PickerView,
): TemplateResult {
  return html`<p><bdi .textContent=${`${text(`no_${kind}`)} ${text('noAccounts')}`}></bdi></p>
    <div class="actions">
      <button type="button" .textContent=${text('switchLogin')} @click=${switchLogin}></button>
      <button type="button" .textContent=${text('notNow')} @click=${finish}></button>
    </div>`;
}

function renderChoice(state: PickerState, actions: PickerActions, view: PickerView): TemplateResult {
  const found = findOptions(state);
  return html`${state.options.length >= SEARCH_FROM ? renderSearch(state.query, found.length, actions.search, view.text) : nothing}
  ${renderSelectAll(state, found.filter(isOpen), actions, view)} ${renderList(state, found, actions, view)}
  ${renderProgress(state, view)} ${renderButtons(state, actions, view)}`;
}

/** Draws the first options, and more when the end of the list comes near the visible part. */
function renderList(
  state: PickerState,
  found: readonly PickerOption[],
  actions: PickerActions,
  view: PickerView,
): TemplateResult {
  const drawn = getDrawn(state);
  const isPartial = drawn.length < found.length;
  const handleScroll = ({ currentTarget }: Event) => {
    const { scrollTop, clientHeight, scrollHeight } = currentTarget as HTMLElement;
    if (scrollTop + 2 * clientHeight > scrollHeight) actions.showMore();
  };
  const renderItem = (option: PickerOption) => {
    return html`<li
      aria-setsize=${isPartial ? found.length : nothing}
      aria-posinset=${isPartial ? found.indexOf(option) + 1 : nothing}
    >
      ${renderOption(option, {
        ...view,
        isBusy: state.progress !== 'idle',
        onSelect: (selected) => actions.select([option], selected),
        onRetry: () => actions.attach([option]),
      })}
    </li>`;
  };
  return html`<ul role="list" @scroll=${isPartial ? handleScroll : nothing}>
    ${drawn.map((option) => keyed(option.key, renderItem(option)))}
  </ul>`;
}

function renderButtons(state: PickerState, actions: PickerActions, { text }: PickerView): TemplateResult {
  const isBusy = state.progress !== 'idle';
  const selected = getSelected(state);
  const isComplete = !isBusy && getOpen(state).length === 0;
  const isOver = isComplete || getAdded(state).length > 0;
  const attachButton = html`<button
    type="button"
    class="primary"
    aria-disabled=${isBusy || selected.length === 0}
    .textContent=${text('attachSelected', { count: selected.length })}
    @click=${() => actions.attach(selected)}
  ></button>`;
  return html`<div class="actions">
    ${isComplete ? nothing : attachButton}
    <button
      type="button"
      aria-disabled=${state.progress === 'stopping'}
      .textContent=${text(isBusy ? 'cancel' : isOver ? 'done' : 'notNow')}
      @click=${isBusy ? actions.stop : actions.finish}
    ></button>
  </div>`;
}

/** The option that is being attached or failed may be scrolled out of view. The live region announces the same. */
function renderProgress({ message }: PickerState, { text }: PickerView): TemplateResult | typeof nothing {
  const [key] = message;
  if (key !== 'attachProgress' && key !== 'attachFailed') return nothing;
  const name = key === 'attachFailed' ? 'progress failed' : 'progress';
  return html`<p class=${name} aria-hidden="true" .textContent=${text(...message)}></p>`;
}

/**
 * Selects the found options and no others. Remains while there is nothing to select, so that no option moves away under
 * the pointer.
 */
function renderSelectAll(
  { options, progress }: PickerState,
  open: readonly PickerOption[],
  { select }: PickerActions,
  { text }: PickerView,
): TemplateResult | typeof nothing {
  if (options.filter(({ account }) => !account.connected && !account.limitReached).length < 2) return nothing;
  const count = open.filter(({ selected }) => selected).length;
  const isLocked = progress !== 'idle' || open.length === 0;
  return html`<label>
    <input
      type="checkbox"
      .checked=${count > 0 && count === open.length}
      .indeterminate=${count > 0 && count < open.length}
      aria-disabled=${isLocked}
      @click=${isLocked ? preventToggle : nothing}
      @change=${({ target }: Event) => select(open, (target as HTMLInputElement).checked)}
    />
    <span .textContent=${text('selectAll')}></span>
  </label>`;
}
