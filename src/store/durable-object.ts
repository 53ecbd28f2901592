import { checkArguments } from './check-arguments.js';
import { checkClient } from './check-options.js';
import type { Count, Store, StoredValue } from './store.js';

/** What {@link SocialConnectStore} uses of a transaction. */
export interface DurableTransaction {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<boolean>;
  setAlarm(time: number): Promise<void>;
}

/** What {@link SocialConnectStore} uses of a Durable Object's storage. */
export interface DurableStorage {
  transaction<Result>(closure: (transaction: DurableTransaction) => Promise<Result>): Promise<Result>;
}

/** What the store calls of a binding's namespace. */
export interface DurableNamespace {
  idFromName(name: string): unknown;
  get(id: never): { fetch(url: string, init: { method: string; body: string }): Promise<Response> };
}

interface Operation {
  readonly name: 'get' | 'set' | 'delete' | 'increment';
  readonly value?: string | undefined;
  readonly ttl?: number | undefined;
  readonly if?: 'absent' | { readonly version: string } | undefined;
}

interface Entry extends Partial<StoredValue> {
  readonly count?: number;
  readonly endsAt?: number | undefined;
}

async function readLive(storage: DurableTransaction, kind: string): Promise<Entry | undefined> {
  const entry = (await storage.get(kind)) as Entry | undefined;
  return entry?.endsAt !== undefined && entry.endsAt <= Date.now() ? undefined : entry;
}

async function write(storage: DurableTransaction, kind: string, entry: Entry): Promise<void> {
  await storage.put(kind, entry);
  if (entry.endsAt !== undefined) await storage.setAlarm(entry.endsAt);
}

async function run(storage: DurableTransaction, operation: Operation): Promise<unknown> {
  const { name, value, ttl, if: condition } = operation;
  const endsAt = ttl === undefined ? undefined : Date.now() + ttl * 1_000;
  if (name === 'increment') {
    const current = (await readLive(storage, 'count')) ?? { endsAt };
    const count = (current.count ?? 0) + 1;
    await write(storage, 'count', { ...current, count });
    return { count, endsIn: Math.max(((current.endsAt ?? 0) - Date.now()) / 1_000, 0.001) };
  }
  const entry = await readLive(storage, 'value');
  if (name === 'get') return entry ? { value: entry.value, version: entry.version } : null;
  if (condition === 'absent' ? entry : condition && condition.version !== entry?.version) return false;
  if (name === 'delete') return entry ? storage.delete('value') : false;
  await write(storage, 'value', { value: value ?? '', version: crypto.randomUUID(), endsAt });
  return true;
}

/** Deletes what has expired, and has the runtime call again for what will. */
async function deleteExpired(storage: DurableTransaction): Promise<void> {
  for (const kind of ['value', 'count']) {
    const entry = (await storage.get(kind)) as Entry | undefined;
    if (!entry?.endsAt) continue;
    const { endsAt } = entry;
    if (endsAt > Date.now()) await storage.setAlarm(endsAt);
    else await storage.delete(kind);
  }
}

/**
 * The Durable Object behind {@link createDurableObjectStore}: export it from your Worker, and name it in its
 * configuration. There is one object for each key, so keys never wait for each other.
 */
export class SocialConnectStore {
  readonly #storage: DurableStorage;

  constructor(state: { readonly storage: DurableStorage }) {
    this.#storage = state.storage;
  }

  /** Runs one operation, in a transaction. */
  async fetch(request: Request): Promise<Response> {
    const operation = (await request.json()) as Operation;
    return Response.json(await this.#storage.transaction((transaction) => run(transaction, operation)));
  }

  /** Called by the runtime when an entry has expired. */
  alarm(): Promise<void> {
    return this.#storage.transaction(deleteExpired);
  }
}

/**
 * Creates a store on Cloudflare's Durable Objects. Each operation is one transaction of the object that has the key.
 *
 * @param namespace The binding whose class is {@link SocialConnectStore}.
 * @throws {SocialConnectError} `invalid_config` if it is something else.
 */
export function createDurableObjectStore(namespace: DurableNamespace): Store {
  const takes = 'createDurableObjectStore takes the binding of a Durable Object whose class is SocialConnectStore.';
  checkClient(namespace, ['idFromName', 'get'], takes);
  async function ask(key: string, operation: Operation): Promise<unknown> {
    const object = namespace.get(namespace.idFromName(key) as never);
    const response = await object.fetch('https://store.invalid/', { method: 'POST', body: JSON.stringify(operation) });
    if (!response.ok) throw new Error(`The Durable Object answered ${response.status}.`);
    return response.json();
  }
  return checkArguments({
    get: async (key) => ((await ask(key, { name: 'get' })) as StoredValue | null) ?? undefined,
    set: async (key, value, options) => (await ask(key, { name: 'set', value, ...options })) as boolean,
    delete: async (key, options) => (await ask(key, { name: 'delete', ...options })) as boolean,
    increment: async (key, { ttl }) => (await ask(key, { name: 'increment', ttl })) as Count,
  });
}
