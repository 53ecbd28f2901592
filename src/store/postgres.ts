import { checkArguments } from './check-arguments.js';
import { checkClient, checkStoreOptions, invalidStore } from './check-options.js';
import type { Store } from './store.js';

/** What the store calls of a client: `query` of `pg` and PGlite, `unsafe` of `postgres`. */
export type PostgresClient =
  | { query(text: string, parameters?: never[]): Promise<unknown> }
  | { unsafe(text: string, parameters?: never[]): PromiseLike<unknown> };

/** Options of {@link createPostgresStore}. */
export interface PostgresStoreOptions {
  /** Name of the table: small letters, digits and `_`; a schema may precede it. Default `ghl_social_connect`. */
  readonly table?: string;
}

type Row = Readonly<Record<string, unknown>>;
type Query = (text: string, ...parameters: (string | number | null)[]) => Promise<readonly Row[]>;

const TABLE_PATTERN = /^(?:[a-z_][a-z0-9_]{0,62}\.)?[a-z_][a-z0-9_]{0,62}$/;
/** Expired rows are deleted with every so many writes of one process. */
const WRITES_PER_PURGE = 256;

function isPostgresJs(client: unknown): client is Extract<PostgresClient, { unsafe: unknown }> {
  return typeof (client as { unsafe?: unknown } | null | undefined)?.unsafe === 'function';
}

function createQuery(client: PostgresClient): Query {
  if (isPostgresJs(client)) return async (text, ...values) => (await client.unsafe(text, values as never[])) as Row[];
  checkClient(client, ['query'], 'createPostgresStore takes a client of pg, postgres or PGlite.');
  return async (text, ...values) => ((await client.query(text, values as never[])) as { rows: Row[] }).rows;
}

/** The statements of a table. All of one statement see the same time. `kind` keeps values and counters apart. */
function createStatements(table: string) {
  const isLive = '(expires_at IS NULL OR expires_at > statement_timestamp())';
  const end = (ttl: string) => `statement_timestamp() + make_interval(secs => ${ttl}::float8)`;
  const upsert = `INSERT INTO ${table} AS old (kind, key, value, expires_at)
    VALUES ('value', $1::text, $2::text, ${end('$3')}) ON CONFLICT (kind, key) DO UPDATE
    SET value = excluded.value, expires_at = excluded.expires_at, version = gen_random_uuid()`;
  const liveRow = `kind = 'value' AND key = $1::text AND ${isLive}`;
  return {
    // Without the lock, two processes can both find the table missing, and the second one to create it fails.
    create: `DO $$ BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('${table}'));
      IF to_regclass('${table}') IS NULL THEN
        CREATE TABLE ${table} (kind text, key text, value text, count bigint, expires_at timestamptz,
          version uuid NOT NULL DEFAULT gen_random_uuid(), PRIMARY KEY (kind, key));
        CREATE INDEX ON ${table} (expires_at);
      END IF;
    END $$`,
    get: `SELECT value, version::text FROM ${table} WHERE ${liveRow}`,
    set: `${upsert} RETURNING 1`,
    setAbsent: `${upsert} WHERE old.expires_at <= statement_timestamp() RETURNING 1`,
    setVersion: `UPDATE ${table} SET value = $2::text, expires_at = ${end('$3')}, version = gen_random_uuid()
      WHERE ${liveRow} AND version::text = $4::text RETURNING 1`,
    delete: `DELETE FROM ${table} WHERE ${liveRow} AND ($2::text IS NULL OR version::text = $2::text) RETURNING 1`,
    increment: `INSERT INTO ${table} AS old (kind, key, count, expires_at) VALUES ('count', $1::text, 1, ${end('$2')})
      ON CONFLICT (kind, key) DO UPDATE SET
        count = CASE WHEN old.expires_at > statement_timestamp() THEN old.count + 1 ELSE 1 END,
        expires_at = CASE WHEN old.expires_at > statement_timestamp() THEN old.expires_at ELSE excluded.expires_at END
      RETURNING count::int AS count, extract(epoch FROM expires_at - statement_timestamp())::float8 AS ends_in`,
    // Rows that another process works on are left to it, so that two purges cannot wait for each other.
    purge: `DELETE FROM ${table} WHERE (kind, key) IN (SELECT kind, key FROM ${table}
      WHERE expires_at <= statement_timestamp() LIMIT 10000 FOR UPDATE SKIP LOCKED)`,
  };
}

/**
 * Creates a store on PostgreSQL 13 or later. Each operation is one statement, so it is atomic. The table is created when
 * it is missing; `CREATE` on its schema is needed only then.
 *
 * @param client A pool or client of `pg` 8, `postgres` 3 or PGlite.
 * @throws {SocialConnectError} `invalid_config` if the client is of another kind, or an option is not valid.
 */
export function createPostgresStore(client: PostgresClient, options: PostgresStoreOptions = {}): Store {
  checkStoreOptions('createPostgresStore', options, 'table');
  const { table = 'ghl_social_connect' } = options;
  if (!TABLE_PATTERN.test(table)) {
    throw invalidStore('table', '`table` takes small letters, digits and _, and a schema before it.');
  }
  const query = createQuery(client);
  const statements = createStatements(table);
  let created: Promise<unknown> | undefined;
  let writes = 0;

  async function run(name: keyof typeof statements, ...values: (string | number | null)[]): Promise<readonly Row[]> {
    created ??= query(statements.create);
    await created.catch((error: unknown) => {
      created = undefined;
      throw error;
    });
    return query(statements[name], ...values);
  }

  async function write(name: keyof typeof statements, ...values: (string | number | null)[]): Promise<readonly Row[]> {
    writes += 1;
    // Tokens must not be lost because others cannot be deleted. What is wrong with the server shows in the write itself.
    if (writes % WRITES_PER_PURGE === 0) await run('purge').catch(() => undefined);
    return run(name, ...values);
  }

  return checkArguments({
    async get(key) {
      const [row] = await run('get', key);
      return row && { value: String(row.value), version: String(row.version) };
    },
    async set(key, value, { ttl = null, if: condition } = {}) {
      if (condition === undefined) return (await write('set', key, value, ttl)).length > 0;
      if (condition === 'absent') return (await write('setAbsent', key, value, ttl)).length > 0;
      return (await write('setVersion', key, value, ttl, condition.version)).length > 0;
    },
    async delete(key, { if: condition } = {}) {
      return (await write('delete', key, condition?.version ?? null)).length > 0;
    },
    async increment(key, { ttl }) {
      const [row] = await write('increment', key, ttl);
      return { count: Number(row?.count), endsIn: Math.max(Number(row?.ends_in), 0.001) };
    },
  });
}
