import { createEntryAt, daysAfter, type Entry } from '../connect/accounts/list-entry.js';

/** The present in the gallery: the dates of the list are the same in every picture. */
export const NOW = Date.UTC(2026, 5, 15, 12);

const create = (id: string, fields: Record<string, unknown>) => createEntryAt(NOW, id, fields);

/** What is shown first needs a person. */
const SHORT: readonly Entry[] = [
  create('a', {
    name: 'Harbour Lane Bakery',
    platform: 'linkedin',
    isExpired: true,
    expire: daysAfter(NOW, -3),
  }),
  create('b', {
    name: 'Northgate Cycling Club',
    platform: 'facebook',
    expire: daysAfter(NOW, 4),
    updatedAt: daysAfter(NOW, -86),
  }),
  create('c', { name: 'Harbour Lane Bakery', platform: 'instagram', type: 'profile' }),
  create('d', { name: 'Harbour Lane Bakery', platform: 'youtube', type: 'profile' }),
];

/** Names that a layout must bear, in scripts that DejaVu has. */
const LONG: readonly Entry[] = [
  create('e', { name: 'مخبز الياسمين', platform: 'threads', isExpired: true, expire: undefined }),
  create('f', {
    name: 'The Willowbrook Association of Independent Booksellers and Letterpress Printers',
    platform: 'google',
    type: 'location',
    isExpired: undefined,
    expire: undefined,
  }),
  create('g', { name: 'Donaudampfschifffahrtsgesellschaftsmuseum', platform: 'tiktok-business', type: 'business' }),
];

/** So many that a person has to search. */
const MANY: readonly Entry[] = Array.from({ length: 9 }, (_, index) =>
  create(`m${index}`, { name: `Harbour Lane Bakery ${index + 1}` }),
);

/** The accounts of the location, by the mount of the played proxy. */
export const LISTS: ReadonlyMap<string, readonly Entry[]> = new Map([
  ['list', SHORT],
  ['list-long', [...SHORT.slice(0, 2), ...LONG]],
  ['list-one', LONG.slice(1, 2)],
  ['list-many', MANY],
  ['list-empty', []],
]);
