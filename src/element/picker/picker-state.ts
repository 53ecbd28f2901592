import type { SocialConnectError } from '../../errors.js';
import type { AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import type { AccountKind } from '../../protocol/platforms.js';
import type { LabelValues, Labels, Message } from '../i18n/label-keys.js';
import { describeAccounts } from '../names/describe-accounts.js';
import { matchesQuery, parseQuery, toSearchText } from './search-text.js';

/** An account in the picker. */
export interface PickerOption {
  readonly account: AvailableAccount;
  /** Unique within the picker, and an id in the shadow root: ids of the option's elements begin with it. */
  readonly key: string;
  /** The name to show; never looks empty. */
  readonly name: string;
  /** The user name to show; empty if there is none. */
  readonly username: string;
  /** The end of the account's id, if the option would look like another one without it; else empty. */
  readonly shownId: string;
  /** What a query is compared with, see {@link toSearchText}; empty if the picker has no search. */
  readonly searchText: string;
  readonly selected: boolean;
  readonly progress: 'none' | 'attaching' | 'attached';
  /** Why the last try to attach the account failed. */
  readonly error?: SocialConnectError | undefined;
}

/** Everything the picker shows. {@link renderPicker} draws it, and the functions below make the next one of it. */
export interface PickerState {
  /** Kind of account that the platform usually has, for a login that manages none. */
  readonly kind: AccountKind;
  readonly options: readonly PickerOption[];
  /** Text in the search field. */
  readonly query: string;
  /** How many of the found options are drawn. */
  readonly limit: number;
  /** Whether accounts are being attached; `stopping` after the person asked to stop. */
  readonly progress: 'idle' | 'attaching' | 'stopping';
  /** The last change, for the live region. */
  readonly message: Message;
}

/** What remains of a picker after it was closed. */
export interface Choice {
  /** What happened; absent if nothing changed and nothing needs to be said. */
  readonly message?: Message;
  /** Whether the person attached nothing, although accounts could still be attached. */
  readonly isUnchosen: boolean;
}

/** Number of options from which on the picker has a search. */
export const SEARCH_FROM = 9;

/** How many options are drawn at first, and how many more whenever the end of the list comes into view. */
const PAGE_SIZE = 100;

/** Number of attached accounts that are named at the end; the others are counted. */
const MAX_NAMES = 3;

/** Creates the picker for the accounts of a login. An account that is the only choice is selected. */
export function createPicker(accounts: readonly AvailableAccount[], kind: AccountKind): PickerState {
  const isOnlyChoice = accounts.filter(isAvailable).length === 1;
  const hasSearch = accounts.length >= SEARCH_FROM;
  const options = describeAccounts(accounts).map((described, index): PickerOption => {
    const { account } = described;
    return {
      ...described,
      key: `option-${index}`,
      searchText: hasSearch ? toSearchText(`${account.name} ${account.username ?? ''} ${account.id}`) : '',
      selected: isOnlyChoice && isAvailable(account),
      progress: account.connected ? 'attached' : 'none',
    };
  });
  const message: Message = accounts.length > 0 ? ['found', { count: accounts.length }] : [`no_${kind}`];
  return { kind, options, query: '', limit: PAGE_SIZE, progress: 'idle', message };
}

function isAvailable({ connected, limitReached }: AvailableAccount): boolean {
  return !connected && !limitReached;
}

/** Whether an option can be selected. */
export function isOpen({ account, progress }: PickerOption): boolean {
  return progress === 'none' && isAvailable(account);
}

/** The options that can be selected. */
export function getOpen({ options }: PickerState): readonly PickerOption[] {
  return options.filter(isOpen);
}

/** The options that are selected and not attached yet. */
export function getSelected(state: PickerState): readonly PickerOption[] {
  return getOpen(state).filter(({ selected }) => selected);
}

/** The options that contain every word of the query. */
export function findOptions({ options, query }: PickerState): readonly PickerOption[] {
  const words = parseQuery(query);
  return options.filter(({ searchText }) => matchesQuery(searchText, words));
}

/**
 * The first found options, as many as are to be drawn, and besides them those with an error and those being attached:
 * what happens to an account and the way to try again must not be out of reach.
 */
export function getDrawn(state: PickerState): readonly PickerOption[] {
  return findOptions(state).filter(
    ({ error, progress }, index) => index < state.limit || error !== undefined || progress === 'attaching',
  );
}

/** The options that were attached in this picker. */
export function getAdded({ options }: PickerState): readonly PickerOption[] {
  return options.filter(({ account, progress }) => progress === 'attached' && !account.connected);
}

/** Sets the search, and draws the first options that it finds. */
export function setQuery(state: PickerState, query: string): PickerState {
  const searched = { ...state, query, limit: PAGE_SIZE };
  return withMessage(searched, 'found', { count: findOptions(searched).length });
}

/** Draws more of the found options. */
export function showMore(state: PickerState): PickerState {
  return { ...state, limit: state.limit + PAGE_SIZE };
}

/** Selects or deselects options. */
export function select(state: PickerState, options: readonly PickerOption[], selected: boolean): PickerState {
  const keys = new Set(options.map(({ key }) => key));
  return {
    ...state,
    options: state.options.map((option) => (keys.has(option.key) ? { ...option, selected } : option)),
  };
}

/** Changes the option with this key. */
export function updateOption(state: PickerState, key: string, changes: Partial<PickerOption>): PickerState {
  return {
    ...state,
    options: state.options.map((option) => (option.key === key ? { ...option, ...changes } : option)),
  };
}

/** Sets the message for the live region. */
export function withMessage(state: PickerState, key: keyof Labels, values?: LabelValues): PickerState {
  return { ...state, message: [key, values] };
}

/** What remains if the picker is closed now, and whether no account of the login is attached to the location. */
export function summarize(state: PickerState): { readonly choice: Choice; readonly isUnattached: boolean } {
  const { options } = state;
  const added = getAdded(state).map(({ name }) => name);
  const isUnattached = options.every(({ progress }) => progress !== 'attached');
  const isUnchosen =
    added.length === 0 && (options.length === 0 || options.some(({ progress }) => progress !== 'attached'));
  // An account whose attaching was cancelled may be attached or not: nothing is said about it.
  if (options.every(({ progress }) => progress === 'none')) {
    return { choice: { isUnchosen, message: ['nothingChosen'] }, isUnattached };
  }
  if (added.length === 0) return { choice: { isUnchosen }, isUnattached };
  // A single further name would be as long as its number.
  const isLong = added.length > MAX_NAMES + 1;
  const more: Message[] = isLong ? [['more', { count: added.length - MAX_NAMES }]] : [];
  const names = [...added.slice(0, isLong ? MAX_NAMES : undefined), ...more];
  return { choice: { isUnchosen, message: ['ready', { names }] }, isUnattached };
}
