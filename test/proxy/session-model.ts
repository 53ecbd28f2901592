import type { Permission, Platform, Session } from '../../src/proxy/index.js';
import type { Random } from './random.js';

/*
 * What a session allows, written once more and from the documentation, so that the proxy is compared with something that
 * shares no code with it.
 */

export const PLATFORMS: readonly Platform[] = ['facebook', 'instagram', 'threads', 'youtube'];
export const LOCATIONS = ['loc1', 'loc2'] as const;
export const USERS = ['user1', 'user2'] as const;
const ALL: readonly Permission[] = ['connect', 'attach', 'list', 'disconnect'];

/** A request of a page, before it is spoilt. */
export interface Wish {
  readonly route: 'start' | 'details' | 'attach' | 'list' | 'disconnect';
  readonly platform: Platform;
  /** As the path names it: `-` for the session's own. */
  readonly location: string;
  readonly query: readonly (readonly [string, string])[];
}

/** The id of an account in the lists of the simulated HighLevel. */
export const listedId = (platform: string): string => `listed-${platform}`;

export function createSession(random: Random): Session {
  return {
    locationId: random.pick(LOCATIONS),
    userId: random.pick(USERS),
    ...(random.chance(0.7) && { can: random.some(ALL) }),
    ...(random.chance(0.4) && { platforms: random.some(PLATFORMS) }),
  };
}

export function createWish(random: Random): Wish {
  const query: [string, string][] = [];
  if (random.chance(0.2)) query.push(['locationId', random.pick(LOCATIONS)]);
  if (random.chance(0.1)) query.push(['locationId', random.pick(LOCATIONS)]);
  if (random.chance(0.2)) query.push(['userId', random.pick(USERS)]);
  return {
    route: random.pick(['start', 'details', 'attach', 'list', 'disconnect']),
    platform: random.pick(PLATFORMS),
    location: random.pick(['-', '-', ...LOCATIONS]),
    query,
  };
}

const NEEDED: Readonly<Record<Wish['route'], Permission>> = {
  start: 'connect',
  details: 'connect',
  attach: 'attach',
  list: 'list',
  disconnect: 'disconnect',
};

function mayDo(session: Session, permission: Permission): boolean {
  return session.can ? session.can.includes(permission) : permission !== 'disconnect';
}

function mayUse(session: Session, platform: string): boolean {
  return !session.platforms || session.platforms.includes(platform as Platform);
}

/** Whether the session allows what the page wishes. */
export function isAllowed(session: Session, { route, platform, location, query }: Wish): boolean {
  const named = query.filter(([name]) => name === 'locationId').map(([, id]) => id);
  if (route !== 'start' && location !== '-') named.push(location);
  const users = query.filter(([name]) => name === 'userId').map(([, id]) => id);
  return (
    named.every((id) => id === session.locationId) &&
    users.every((id) => id === session.userId) &&
    mayDo(session, NEEDED[route]) &&
    (route === 'list' || mayUse(session, platform))
  );
}

const ORIGIN = 'https://services.leadconnectorhq.com';

/** Why the session does not allow a request to HighLevel, whatever the page had asked for; `undefined` if it does. */
export function findTrespass(session: Session, asked: string, { method, url }: Request): string | undefined {
  const { origin, pathname, searchParams } = new URL(url);
  if (origin !== ORIGIN) return `another origin: ${origin}`;
  if (method !== 'GET' && method !== asked) return `a ${method} for a ${asked}`;
  const start = /^\/social-media-posting\/oauth\/([^/]+)\/start$/.exec(pathname);
  if (start) {
    const isOwn =
      searchParams.get('locationId') === session.locationId && searchParams.get('userId') === session.userId;
    return isOwn && method === 'GET' && mayDo(session, 'connect') && mayUse(session, start[1]!) ? undefined : 'a start';
  }
  const login = /^\/social-media-posting\/oauth\/([^/]+)\/([^/]+)\/accounts\/[^/]+$/.exec(pathname);
  if (login) {
    const isOwn = login[1] === session.locationId && mayUse(session, login[2]!);
    const needed = ({ GET: 'connect', POST: 'attach' } as const)[method];
    return isOwn && needed && mayDo(session, needed) ? undefined : `${method} of a login`;
  }
  const listed = /^\/social-media-posting\/([^/]+)\/accounts(?:\/([^/]+))?$/.exec(pathname);
  if (!listed || listed[1] !== session.locationId) return `another place: ${method} ${pathname}`;
  if (listed[2] === undefined) {
    // The proxy looks an account up before it disconnects it.
    const isLookUp = asked === 'DELETE' && mayDo(session, 'disconnect');
    return method === 'GET' && (mayDo(session, 'list') || isLookUp) ? undefined : 'a list';
  }
  const platform = listed[2].replace('listed-', '');
  return method === 'DELETE' && mayDo(session, 'disconnect') && mayUse(session, platform) ? undefined : 'a disconnect';
}
