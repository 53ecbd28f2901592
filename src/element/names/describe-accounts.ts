import type { AccountKind } from '../../protocol/platforms.js';
import { dropBidiControls, getAppearance } from './appearance.js';

/** What tells the accounts of a list apart. */
interface Account {
  readonly id: string;
  readonly name: string;
  readonly username?: string | undefined;
  readonly kind: AccountKind;
  readonly verified?: boolean | undefined;
  /** Absent if all are of one platform. */
  readonly platform?: string;
}

/** An account, and the texts that show it. */
export interface DescribedAccount<Type extends Account> {
  readonly account: Type;
  /** Never looks empty. */
  readonly name: string;
  /** Empty if there is none, or if the name is the same. */
  readonly username: string;
  /** The end of the id, if the account would look like another one without it; else empty. */
  readonly shownId: string;
  /** Whether another account of the list has a name that looks the same. */
  readonly hasNamesake: boolean;
}

/** Fewest characters of an id that are shown. */
const MIN_ID_LENGTH = 6;

function countBy<Item>(items: readonly Item[], read: (item: Item) => string): (item: Item) => number {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(read(item), (counts.get(read(item)) ?? 0) + 1);
  return (item) => counts.get(read(item)) ?? 0;
}

/** Cuts ids to their ends, as short as they may be while all that differ still do. */
function cutIds(ids: readonly string[]): (id: string) => string {
  const all = new Set(ids);
  const longest = Math.max(...ids.map((id) => id.length));
  let length = MIN_ID_LENGTH;
  while (length < longest && new Set(ids.map((id) => id.slice(-length))).size < all.size) length += 1;
  return (id) => (id.length > length + 1 ? `…${id.slice(-length)}` : id);
}

/**
 * Describes the accounts of a list. A name that looks empty is replaced by the user name or the id. Accounts that would
 * look alike show the ends of their ids.
 */
export function describeAccounts<Type extends Account>(accounts: readonly Type[]): readonly DescribedAccount<Type>[] {
  const shown = accounts.map((account) => {
    const texts = [account.name, account.username ?? '']
      .map((text) => ({ text: dropBidiControls(text), appearance: getAppearance(text) }))
      .filter(({ appearance }) => appearance !== '');
    const [name = { text: account.id, appearance: account.id }, username = { text: '', appearance: '' }] = texts;
    const { kind, verified, platform } = account;
    const appearance = [name.appearance, username.appearance, kind, verified, platform].join('\n');
    return { account, name: name.text, username: username.text, nameAppearance: name.appearance, appearance };
  });
  const countNamesakes = countBy(shown, ({ nameAppearance }) => nameAppearance);
  const countTwins = countBy(shown, ({ appearance }) => appearance);
  const twins = new Set(shown.filter((item) => countTwins(item) > 1 && item.name !== item.account.id));
  const cut = cutIds([...twins].map(({ account }) => account.id));
  return shown.map((item) => ({
    account: item.account,
    name: item.name,
    username: item.username === item.name ? '' : item.username,
    shownId: twins.has(item) ? cut(item.account.id) : '',
    hasNamesake: countNamesakes(item) > 1,
  }));
}
