import { checkArguments } from './check-arguments.js';
import { checkClient, checkStoreOptions, invalidStore } from './check-options.js';
import type { Store } from './store.js';

/** What the store calls of a client: `redis`, `ioredis` and `@upstash/redis` all have it. */
export interface RedisClient {
  get(key: string): Promise<unknown>;
  eval(...parameters: never[]): Promise<unknown>;
}

/** Options of {@link createRedisStore}. */
export interface RedisStoreOptions {
  /** What every key in Redis starts with. Default `ghl-social-connect:`. */
  readonly prefix?: string;
}

const TAKES = 'createRedisStore takes a client of redis, ioredis or @upstash/redis.';

type Run = (script: string, key: string, ...values: string[]) => Promise<unknown>;

/** A value is stored behind its version and a colon. `ARGV[1]` is the condition: none, `absent`, or version and colon. */
const CHECK = `
local current = redis.call('GET', KEYS[1])
if ARGV[1] == 'absent' then
  if current then return 0 end
elseif ARGV[1] ~= '' and string.sub(current or '', 1, #ARGV[1]) ~= ARGV[1] then
  return 0
end`;
const SET = `${CHECK}
redis.call('SET', KEYS[1], ARGV[2])
if ARGV[3] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return 1`;
const DELETE = `${CHECK}
return redis.call('DEL', KEYS[1])`;
const INCREMENT = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { count, redis.call('PTTL', KEYS[1]) }`;

/** Each client has its own way to pass keys and arguments to a script. */
function createRun(client: RedisClient): Run {
  checkClient(client, ['get', 'eval'], TAKES);
  const evaluate = (...parameters: unknown[]) => client.eval(...(parameters as never[]));
  if ('defineCommand' in client) return (script, key, ...values) => evaluate(script, 1, key, ...values);
  if ('sendCommand' in client) {
    return (script, key, ...values) => evaluate(script, { keys: [key], arguments: values });
  }
  if ('createScript' in client) return (script, key, ...values) => evaluate(script, [key], values);
  throw invalidStore(undefined, TAKES);
}

const toCondition = (condition: { readonly version: string } | undefined) => (condition ? `${condition.version}:` : '');
const toMilliseconds = (ttl: number) => String(Math.ceil(ttl * 1_000));

/**
 * Creates a store on Redis or Valkey. Each operation is one command or one script, so it is atomic, also in a cluster.
 * For tokens the server must keep its data (`appendonly yes`) and must not evict keys (`maxmemory-policy noeviction`).
 *
 * @param client A connected client of `redis` 4 or later, `ioredis` 5 or later, or `@upstash/redis` 1.
 * @throws {SocialConnectError} `invalid_config` if the client is of another kind, or an option is not valid.
 */
export function createRedisStore(client: RedisClient, options: RedisStoreOptions = {}): Store {
  checkStoreOptions('createRedisStore', options, 'prefix');
  const { prefix = 'ghl-social-connect:' } = options;
  const run = createRun(client);
  const valueKey = (key: string) => `${prefix}value:${key}`;
  return checkArguments({
    async get(key) {
      const stored = await client.get(valueKey(key));
      if (stored === null || stored === undefined) return undefined;
      // One that was taken for absent would be asked for again and again.
      if (typeof stored !== 'string') throw invalidStore(undefined, `${TAKES} This one does not return strings.`);
      const end = stored.indexOf(':');
      // It has no version that a write could name: whoever wants to replace it would try for ever.
      if (end === -1)
        throw new Error(`Something else has written to the key ${valueKey(key)} in Redis. Delete it there.`);
      return { version: stored.slice(0, end), value: stored.slice(end + 1) };
    },
    async set(key, value, { ttl, if: condition } = {}) {
      const check = condition === 'absent' ? condition : toCondition(condition);
      const stored = `${crypto.randomUUID()}:${value}`;
      return (await run(SET, valueKey(key), check, stored, ttl === undefined ? '' : toMilliseconds(ttl))) === 1;
    },
    async delete(key, { if: condition } = {}) {
      return (await run(DELETE, valueKey(key), toCondition(condition))) === 1;
    },
    async increment(key, { ttl }) {
      const [count, endsIn] = (await run(INCREMENT, `${prefix}count:${key}`, toMilliseconds(ttl))) as [number, number];
      return { count, endsIn: Math.max(endsIn, 1) / 1_000 };
    },
  });
}
