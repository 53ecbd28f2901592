// app/[area]/[...path]/route.js serves /highlevel/… and /app/…
import { Redis } from 'ioredis';
import { createRedisStore } from 'ghl-social-connect/store/redis';
import { createBackend } from '../../../backend.mjs';

let backend;

/** Creates the backend with the first request: `next build` loads this module too, without the secrets. */
function handle(request) {
  backend ??= createBackend(process.env, createRedisStore(new Redis(process.env.REDIS_URL)));
  return backend(request);
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as POST };
