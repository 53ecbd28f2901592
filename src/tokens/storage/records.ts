import type { SocialConnectError } from '../../errors.js';
import type { SetOptions, Store } from '../../store/store.js';
import type { Encryption } from './encryption.js';

/** Who has installed the app. */
export type InstallerKind = 'company' | 'location';

/** What HighLevel gave for one installation of the app: the one thing that must not be lost. */
export interface Installation {
  /** The same for every token of this installation, another one after the app is installed again. */
  readonly id: string;
  /** How often the tokens were refreshed. */
  readonly generation: number;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token was issued, and when it expires, in milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Milliseconds since 1970. */
  readonly installedAt: number;
}

/** A location's access token that was exchanged for the company's. */
export interface LocationToken {
  /** The installation that it belongs to. */
  readonly installationId: string;
  readonly accessToken: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What is known of a location from webhooks and from HighLevel. */
export interface LocationLink {
  readonly isInstalled: boolean;
  readonly companyId?: string | undefined;
  /** When that was so, in milliseconds since 1970. */
  readonly since: number;
}

/** That HighLevel was asked for a location's company, and none was found. */
export interface Absence {
  /** What was known when it was asked: with something else, the answer may be another one. */
  readonly basis: string;
  /** The first failure, if not every company could be asked. */
  readonly failure?: Failure | undefined;
}

interface Failure extends Pick<SocialConnectError, 'code' | 'message'> {
  readonly status?: number | undefined;
  readonly retryAfter?: number | undefined;
}

/** What the handler keeps between the two halves of an installation. */
export interface PendingInstall {
  readonly returnTo?: string | undefined;
}

/** Kinds of record, by the first part of their key. */
interface Kinds {
  company: Installation;
  location: Installation;
  'location-token': LocationToken;
  link: LocationLink;
  absence: Absence;
  /** Ids of all companies that have installed the app. Its only id is `all`. */
  companies: readonly string[];
  state: PendingInstall;
}

export type Kind = keyof Kinds;

/** Kinds that can be had again: one that cannot be decrypted counts as absent. */
const EXPENDABLE: ReadonlySet<Kind> = new Set<Kind>(['location-token', 'link', 'absence', 'state']);

/** A record as it was read. */
export interface Versioned<Value> {
  readonly value: Value;
  readonly version: string;
}

/**
 * The condition for a write over what was read. A client may send a write late, long after its caller was told that it has
 * failed: without a condition it would replace what is newer by then.
 */
export function replacing(read: { readonly version: string } | undefined): Pick<SetOptions, 'if'> {
  return { if: read === undefined ? 'absent' : { version: read.version } };
}

/** Encrypted JSON in the store, below the app's own prefix. */
export interface Records {
  /** Key of a record, or of something that belongs to it, in the store. */
  keyOf(kind: string, id: string): string;
  read<K extends Kind>(kind: K, id: string): Promise<Versioned<Kinds[K]> | undefined>;
  /** Reads a record whether or not it can be decrypted: without a value if it cannot. */
  inspect<K extends Kind>(kind: K, id: string): Promise<Versioned<Kinds[K] | undefined> | undefined>;
  /** Returns whether it was written. */
  write<K extends Kind>(kind: K, id: string, value: Kinds[K], options?: SetOptions): Promise<boolean>;
  /** Writes what `change` makes of the record, if anything, and again if somebody else has changed it meanwhile. */
  update<K extends Kind>(
    kind: K,
    id: string,
    change: (current: Kinds[K] | undefined) => Kinds[K] | undefined,
    options?: Pick<SetOptions, 'ttl'>,
  ): Promise<void>;
  /** Returns whether it was deleted. */
  delete(kind: Kind, id: string, version?: string): Promise<boolean>;
}

/** Creates the records of one app. */
export function createRecords(store: Store, encryption: Encryption, clientId: string): Records {
  const keyOf = (kind: string, id: string) => `tokens:${clientId}:${kind}:${id}`;

  async function open(key: string, sealed: string, isExpendable: boolean) {
    try {
      return await encryption.open(key, sealed);
    } catch (error) {
      if (isExpendable) return { value: undefined, isNewest: true };
      throw error;
    }
  }

  /** Reads a record; one that counts as absent has no value, but a version. */
  async function readAny<K extends Kind>(
    kind: K,
    id: string,
    isExpendable: boolean,
    isAgain = false,
  ): Promise<Versioned<Kinds[K] | undefined> | undefined> {
    const key = keyOf(kind, id);
    const stored = await store.get(key);
    if (stored === undefined) return undefined;
    const { version } = stored;
    const { value, isNewest } = await open(key, stored.value, isExpendable);
    if (isNewest || isAgain || isExpendable) return { value: value as Kinds[K] | undefined, version };
    // The keys have changed: what stays in the store moves to the newest one, unless somebody else writes it just now.
    await store.set(key, await encryption.seal(key, value), { if: { version } });
    return readAny(kind, id, isExpendable, true);
  }

  async function write<K extends Kind>(kind: K, id: string, value: Kinds[K], options?: SetOptions): Promise<boolean> {
    const key = keyOf(kind, id);
    return store.set(key, await encryption.seal(key, value), options);
  }

  return {
    keyOf,

    async read<K extends Kind>(kind: K, id: string) {
      const record = await readAny(kind, id, EXPENDABLE.has(kind));
      return record?.value === undefined ? undefined : { value: record.value, version: record.version };
    },

    inspect: (kind, id) => readAny(kind, id, true),

    write,

    async update(kind, id, change, options = {}) {
      for (;;) {
        const current = await readAny(kind, id, EXPENDABLE.has(kind));
        const next = change(current?.value);
        if (next === undefined) return;
        if (await write(kind, id, next, { ...options, ...replacing(current) })) return;
      }
    },

    delete: (kind, id, version) => store.delete(keyOf(kind, id), version === undefined ? {} : { if: { version } }),
  };
}
