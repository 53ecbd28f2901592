import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AvailableAccount } from '../../../src/protocol/accounts/available-accounts.js';
import {
  createPicker,
  findOptions,
  getDrawn,
  getSelected,
  select,
  setQuery,
  showMore,
  summarize,
  updateOption,
} from '../../../src/element/picker/picker-state.js';

const createAccounts = (count: number, changes: Partial<AvailableAccount> = {}): AvailableAccount[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `id-${index}`,
    name: `Łódź ${'Straße '.repeat(70)}${index}`,
    kind: 'page',
    connected: false,
    source: {},
    ...changes,
  }));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a picker with 1,000 accounts', () => {
  it('normalises each account once, and each keystroke normalises only the query', () => {
    const normalize = vi.spyOn(String.prototype, 'normalize');
    let state = createPicker(createAccounts(1_000), 'page');
    expect(normalize.mock.calls.length).toBeLessThanOrEqual(4_000);
    for (const query of ['l', 'lo', 'lod', 'lodz', 'łódź']) {
      normalize.mockClear();
      state = setQuery(state, query);
      getDrawn(state);
      expect(findOptions(state)).toHaveLength(1_000);
      expect(normalize.mock.calls.length).toBeLessThan(20);
    }
  });

  it('draws 100 options at first and 100 more at a time', () => {
    let state = createPicker(createAccounts(250), 'page');
    expect(getDrawn(state)).toHaveLength(100);
    state = showMore(state);
    expect(getDrawn(state)).toHaveLength(200);
    state = showMore(state);
    expect(getDrawn(state)).toHaveLength(250);
    state = setQuery(state, 'lodz');
    expect(getDrawn(state)).toHaveLength(100);
  });

  it('draws an option with an error and one that is being attached, wherever it is', () => {
    let state = createPicker(createAccounts(1_000), 'page');
    state = updateOption(state, 'option-500', { progress: 'attaching' });
    state = updateOption(state, 'option-700', { error: new Error('No.') as never });
    expect(
      getDrawn(state)
        .map(({ key }) => key)
        .slice(99),
    ).toEqual(['option-99', 'option-500', 'option-700']);
  });
});

describe('an account beyond the limit', () => {
  const limited = createAccounts(1, { limitReached: true });

  it('cannot be selected', () => {
    const state = createPicker(limited, 'location');
    expect(getSelected(state)).toEqual([]);
    expect(getSelected(select(state, state.options, true))).toEqual([]);
  });

  it('leaves a single other account as the only choice', () => {
    const accounts = [...limited, ...createAccounts(1, { id: 'open' })];
    expect(getSelected(createPicker(accounts, 'location')).map(({ account }) => account.id)).toEqual(['open']);
  });
});

describe('what remains of a picker', () => {
  it('says that nothing was chosen, and that something can be chosen', () => {
    const state = createPicker(createAccounts(2), 'page');
    expect(summarize(state)).toEqual({
      choice: { message: ['nothingChosen'], isUnchosen: true },
      isUnattached: true,
    });
  });

  it('says nothing when an account was attached before', () => {
    const accounts = [...createAccounts(1, { connected: true }), ...createAccounts(1, { id: 'b' })];
    expect(summarize(createPicker(accounts, 'page'))).toEqual({ choice: { isUnchosen: true }, isUnattached: false });
  });

  it('names four accounts, or three and the number of the others', () => {
    const attach = (count: number) => {
      let state = createPicker(
        createAccounts(6).map((account, index) => ({ ...account, name: `N${index}` })),
        'page',
      );
      for (const { key } of state.options.slice(0, count)) state = updateOption(state, key, { progress: 'attached' });
      return summarize(state).choice.message;
    };
    expect(attach(4)).toEqual(['ready', { names: ['N0', 'N1', 'N2', 'N3'] }]);
    expect(attach(5)).toEqual(['ready', { names: ['N0', 'N1', 'N2', ['more', { count: 2 }]] }]);
  });
});
