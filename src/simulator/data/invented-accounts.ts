import type { Platform } from '../../protocol/platforms.js';

/** One account of an invented person, before it takes the shape of its platform. */
export interface InventedAccount {
  /** The platform's own id, without a prefix. */
  readonly originId: string;
  readonly name: string;
  readonly username: string;
  /** Some have none. */
  readonly avatar: string | undefined;
  readonly verified: boolean;
  /** LinkedIn's name for it; elsewhere unused. */
  readonly urn: string;
  /** Instagram's Facebook page; elsewhere unused. */
  readonly pageId: string;
  /** `profile` is the person, `page` whatever else the person manages. */
  readonly role: 'profile' | 'page';
}

/** Names that layouts must bear: short, long, right to left, without spaces, with markup in them. */
const NAMES = [
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
] as const;

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

function createId([prefix, length]: readonly [string, number], index: number): string {
  return prefix + String(index + 1).padStart(length - prefix.length, '0');
}

/** The account at `index`, from 0; the same one every time. */
export function createAccount(platform: Platform, index: number): InventedAccount {
  const originId = createId(ID_FORMS[platform], index);
  const [name, username] = NAMES[index % NAMES.length] ?? NAMES[0];
  const round = Math.floor(index / NAMES.length);
  const role = index === 0 ? 'profile' : 'page';
  return {
    originId,
    name: round === 0 ? name : `${name} ${round + 1}`,
    username: round === 0 ? username : `${username}${round + 1}`,
    avatar: index % 4 === 2 ? undefined : `https://avatars.example/${platform}/${originId}.png`,
    verified: index % 3 === 0,
    urn: `urn:li:${role === 'profile' ? 'person' : 'organization'}:${originId}`,
    pageId: createId(ID_FORMS.facebook, index),
    role,
  };
}

/** The accounts that a login on `platform` manages. */
export function createAccounts(platform: Platform, count: number): InventedAccount[] {
  return Array.from({ length: count }, (_, index) => createAccount(platform, index));
}
