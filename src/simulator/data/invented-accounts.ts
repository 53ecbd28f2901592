import type { Platform } from '../../protocol/platforms.js';

/** Who signs in at the platform: the person whose accounts the location has, or somebody else. */
export type Person = 'usual' | 'other';

/** One account of an invented person, before it takes the shape of its platform. */
export interface InventedAccount {
  /** The platform's own id, without a prefix. */
  readonly originId: string;
  readonly name: string;
  readonly username: string;
  /** Whether it has a picture; some have none. */
  readonly hasAvatar: boolean;
  readonly verified: boolean;
  /** LinkedIn's name for it; unused elsewhere. */
  readonly urn: string;
  /** Instagram's Facebook page; unused elsewhere. */
  readonly pageId: string;
  /** `profile` is the person, `page` whatever else the person manages. */
  readonly role: 'profile' | 'page';
}

type Names = readonly (readonly [name: string, username: string])[];

/** Names that a layout must cope with: short, long, right to left, without spaces, with markup in them. */
const USUAL_NAMES: Names = [
  ['Harbour Lane Bakery', 'harbourlanebakery'],
  ['Northgate Cycling Club', 'northgate.cycling'],
  ['さくら通り珈琲店', 'sakura_dori_coffee'],
  [
    'The Greater Willowbrook Association of Independent Booksellers, Bookbinders and Letterpress Printers',
    'willowbrook.booksellers',
  ],
  ['مخبز الياسمين', 'yasmin_bakery'],
  ['Zoë & Søn', 'zoe.og.son'],
  ['Студия «Лесной ключ»', 'lesnoy_klyuch'],
  ['Aurora Dental', 'auroradental'],
  ['हरित बागवानी', 'harit_bagwani'],
  ['Fish <3 Chips', 'fish.heart.chips'],
  ['Donaudampfschifffahrtsgesellschaftsmuseum', 'ddsg.museum'],
  ['Καφενείο Ο Πλάτανος', 'platanos'],
];

const OTHER_NAMES: Names = [
  ['Riverside Pottery', 'riverside.pottery'],
  ['Old Town Records', 'oldtownrecords'],
  ['Maple Street Physio', 'maplestreetphysio'],
];

/** Leading digits and length of a platform's ids. */
const ID_FORMS: Record<Platform, readonly [prefix: string, length: number]> = {
  facebook: ['1044205', 15],
  instagram: ['1784140', 17],
  linkedin: ['8084', 8],
  'tiktok-business': ['7219', 19],
  tiktok: ['7234', 19],
  google: ['1183', 20],
  youtube: ['UCq7', 24],
  pinterest: ['5499', 18],
  threads: ['2610', 17],
};

/** Where the numbers of the other person's ids begin, far above the usual person's 1 000 accounts. */
const OTHER_FIRST_NUMBER = 5001;

function createId([prefix, length]: readonly [string, number], number: number): string {
  return prefix + String(number).padStart(length - prefix.length, '0');
}

/** The account at `index`, from 0; always the same one. */
export function createAccount(platform: Platform, index: number, person: Person = 'usual'): InventedAccount {
  const names = person === 'usual' ? USUAL_NAMES : OTHER_NAMES;
  const number = index + (person === 'usual' ? 1 : OTHER_FIRST_NUMBER);
  const originId = createId(ID_FORMS[platform], number);
  const [name, username] = names[index % names.length] ?? ['', ''];
  const round = Math.floor(index / names.length);
  const role = index === 0 ? 'profile' : 'page';
  return {
    originId,
    name: round === 0 ? name : `${name} ${round + 1}`,
    username: round === 0 ? username : `${username}${round + 1}`,
    hasAvatar: index % 4 !== 2,
    verified: index % 3 === 0,
    urn: `urn:li:${role === 'profile' ? 'person' : 'organization'}:${originId}`,
    pageId: createId(ID_FORMS.facebook, number),
    role,
  };
}

/** The accounts that a person's login on `platform` manages. */
export function createAccounts(platform: Platform, count: number, person: Person = 'usual'): InventedAccount[] {
  return Array.from({ length: count }, (_, index) => createAccount(platform, index, person));
}
