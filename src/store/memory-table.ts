import type { Count, DeleteOptions, IncrementOptions, SetOptions, StoredValue } from './store.js';

interface Expiring {
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

interface Row extends Expiring, StoredValue {}

interface Counter extends Expiring {
  readonly count: number;
}

const MIN_SWEEP_SIZE = 1_000;

function toEnd(ttl: number | undefined): number {
  return ttl === undefined ? Infinity : Date.now() + ttl * 1_000;
}

/** A map whose entries disappear when their time is over. It is never larger than twice what it held that was still good. */
class ExpiringMap<Entry extends Expiring> {
  readonly #entries = new Map<string, Entry>();
  #sweepSize = MIN_SWEEP_SIZE;

  get(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.endsAt > Date.now()) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    if (this.#entries.size < this.#sweepSize) return;
    for (const name of this.#entries.keys()) this.get(name);
    this.#sweepSize = Math.max(MIN_SWEEP_SIZE, this.#entries.size * 2);
  }

  delete(key: string): boolean {
    return this.get(key) !== undefined && this.#entries.delete(key);
  }

  *live(): Generator<[string, Entry]> {
    for (const key of this.#entries.keys()) {
      const entry = this.get(key);
      if (entry !== undefined) yield [key, entry];
    }
  }
}

/** The operations of a store on memory. Nothing else runs between two steps of one, so each is atomic. */
export class MemoryTable {
  readonly #rows = new ExpiringMap<Row>();
  readonly #counters = new ExpiringMap<Counter>();
  #versions = 0;

  get(key: string): StoredValue | undefined {
    const row = this.#rows.get(key);
    return row && { value: row.value, version: row.version };
  }

  set(key: string, value: string, { ttl, if: condition }: SetOptions): boolean {
    const current = this.#rows.get(key)?.version;
    if (condition === 'absent' ? current !== undefined : condition && condition.version !== current) return false;
    this.restore(key, value, toEnd(ttl));
    return true;
  }

  delete(key: string, { if: condition }: DeleteOptions): boolean {
    if (condition && condition.version !== this.#rows.get(key)?.version) return false;
    return this.#rows.delete(key);
  }

  increment(key: string, { ttl }: IncrementOptions): Count {
    const { count, endsAt } = this.#counters.get(key) ?? { count: 0, endsAt: toEnd(ttl) };
    this.#counters.set(key, { count: count + 1, endsAt });
    return { count: count + 1, endsIn: Math.max((endsAt - Date.now()) / 1_000, 0.001) };
  }

  /** Writes a value that ends at `endsAt`, in milliseconds since 1970. */
  restore(key: string, value: string, endsAt: number): void {
    this.#versions += 1;
    this.#rows.set(key, { value, version: String(this.#versions), endsAt });
  }

  /** When a value ends, in milliseconds since 1970; `Infinity` if it stays. */
  endOf(key: string): number {
    return this.#rows.get(key)?.endsAt ?? Infinity;
  }

  /** Every value with its end, in milliseconds since 1970. */
  *values(): Generator<{ readonly key: string; readonly value: string; readonly endsAt: number }> {
    for (const [key, { value, endsAt }] of this.#rows.live()) yield { key, value, endsAt };
  }
}
