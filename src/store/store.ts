/** A stored value and its version. */
export interface StoredValue {
  readonly value: string;
  /** Opaque. Every write gives the key another version, also a write of the same value. */
  readonly version: string;
}

/** Options of {@link Store.set}. */
export interface SetOptions {
  /** Seconds after which the key counts as absent; a fraction is allowed. Default: the value stays until it is deleted. */
  readonly ttl?: number | undefined;
  /** Writes only if the key is absent, or only if it still has this version. Default: always. */
  readonly if?: 'absent' | { readonly version: string } | undefined;
}

/** Options of {@link Store.delete}. */
export interface DeleteOptions {
  /** Deletes only if the key still has this version. Default: always. */
  readonly if?: { readonly version: string } | undefined;
}

/** Options of {@link Store.increment}. */
export interface IncrementOptions {
  /** Length of the interval in seconds; a fraction is allowed. The first increment starts it. */
  readonly ttl: number;
}

/** What {@link Store.increment} returns. */
export interface Count {
  /** Increments in this interval, this one included. */
  readonly count: number;
  /** Seconds until the interval ends and the count starts again at 1: above 0, at most the `ttl` of its first increment. */
  readonly endsIn: number;
}

/**
 * What instances of a server share: tokens, locks, counters. Every operation is atomic, however many processes use the
 * store at once. A key whose time is over counts as absent at once, in every operation.
 *
 * Keys have 1 to 512 bytes, values at most 60 000 bytes of UTF-8; neither contains the character U+0000. Every operation
 * rejects with a `SocialConnectError` (`invalid_config`) for anything else, and with the engine's own error if the engine
 * fails.
 */
export interface Store {
  /** Reads a value. */
  get(key: string): Promise<StoredValue | undefined>;
  /** Writes a value, and replaces its time to live. Returns whether it was written. */
  set(key: string, value: string, options?: SetOptions): Promise<boolean>;
  /** Deletes a value. Returns whether there was one to delete. */
  delete(key: string, options?: DeleteOptions): Promise<boolean>;
  /** Counts up within a fixed interval. A counter and a value may have the same key; they do not affect each other. */
  increment(key: string, options: IncrementOptions): Promise<Count>;
}
