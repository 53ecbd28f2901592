import { Redis } from 'ioredis';
import { serve } from 'srvx';

/** Upstash's REST API in front of a Redis server. */
export interface UpstashServer {
  readonly url: string;
  stop(): Promise<void>;
}

type Command = [name: string, ...parameters: string[]];

/** The client asks for texts in base64, and takes them for JSON where they look like it. */
function encode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encode);
  return typeof value === 'string' ? Buffer.from(value).toString('base64') : value;
}

/** Starts a server that runs the commands which `@upstash/redis` posts. */
export async function startUpstash(redisUrl: string): Promise<UpstashServer> {
  const redis = new Redis(redisUrl);

  /** Upstash knows a flag of scripts that Redis refuses. */
  const dropFlag = (parameter: string) => String(parameter).replace('flags=allow-key-locking', '');

  async function run([name, ...parameters]: Command): Promise<{ result: unknown } | { error: string }> {
    try {
      return { result: encode(await redis.call(name, ...parameters.map(dropFlag))) };
    } catch (error) {
      return { error: String(error) };
    }
  }

  const server = serve({
    hostname: '127.0.0.1',
    port: 0,
    silent: true,
    async fetch(request) {
      const body = (await request.json()) as Command | Command[];
      const isPipeline = (commands: Command | Command[]): commands is Command[] => Array.isArray(commands[0]);
      return Response.json(isPipeline(body) ? await Promise.all(body.map(run)) : await run(body));
    },
  });
  await server.ready();
  return {
    url: new URL(server.url ?? '').origin,
    async stop() {
      await server.close(true);
      await redis.quit();
    },
  };
}
