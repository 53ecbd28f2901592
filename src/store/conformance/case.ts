import type { Store } from '../store.js';

/** One test of a store. */
export interface ConformanceCase {
  /** What it proves, as a sentence. */
  readonly name: string;
  /** Rejects with an `Error` that says what was expected and what the store did. */
  run(): Promise<void>;
}

/** What a case works with. */
export interface CaseContext {
  /** The store under test. */
  readonly store: Store;
  /** A key that no other case uses, nor another run on the same engine. */
  readonly key: string;
  /** Opens the store again: another connection, if `open` makes one. */
  readonly reopen: () => Promise<Store>;
}

/** The cases of one file, by name. */
export type Cases = Readonly<Record<string, (context: CaseContext) => Promise<void>>>;

const POLL_MS = 20;
const PATIENCE_MS = 15_000;

/** JSON, or `undefined` for what has none. */
export function toText(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return text ?? 'undefined';
}

/** Throws unless both are the same JSON. */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  const [found, wanted] = [toText(actual), toText(expected)];
  if (found !== wanted) throw new Error(`${what}: expected ${wanted}, got ${found}.`);
}

/** Throws unless `condition` holds. */
export function expectThat(what: string, condition: boolean): void {
  if (!condition) throw new Error(`${what}: it does not.`);
}

/** Reads a value that must be there; its version. */
export async function readVersion({ store, key }: CaseContext): Promise<string> {
  const stored = await store.get(key);
  if (typeof stored?.version !== 'string') throw new Error('get: expected a value with a version, got none.');
  return stored.version;
}

/** Waits until `condition` holds. */
export async function waitUntil(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${PATIENCE_MS} ms.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Waits until a value has expired. */
export function waitUntilGone(store: Store, key: string): Promise<void> {
  return waitUntil('a value disappears after its ttl', async () => (await store.get(key)) === undefined);
}
