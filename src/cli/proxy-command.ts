import { createProxyHandler, sessionAuthorize, SocialConnectError, type Authorize } from '../proxy/index.js';
import type { FetchHandler } from './serve.js';
import { readPort } from './port.js';
import type { Command, Surroundings } from './run.js';
import { serve } from './serve.js';
import { UsageError } from './usage-error.js';

type Environment = Surroundings['env'];

const DEFAULT_PORT = 8787;

/** What has to be in the environment, and what to put there. */
const REQUIRED: Readonly<Record<string, string>> = {
  GHL_TOKEN: 'the Private Integration Token, or an access token, of your HighLevel location',
  GHL_LOCATION_ID: 'the id of that location',
  SESSION_KEY: 'a secret of at least 32 bytes that your backend signs session tokens with',
  ALLOWED_ORIGINS: 'the origins of your pages, separated by spaces, like https://app.example',
};

function requireVariables(env: Environment): void {
  const missing = Object.entries(REQUIRED).filter(([name]) => !env[name]?.trim());
  if (missing.length === 0) return;
  const lines = missing.map(([name, meaning]) => `  ${name}: ${meaning}`);
  throw new UsageError(`Missing in the environment:\n${lines.join('\n')}`);
}

const read = (env: Environment, name: string): string => env[name]?.trim() ?? '';

function refuseLocation(): Response {
  const error = { code: 'forbidden', message: 'This proxy is for another location.' };
  return Response.json({ error }, { status: 403 });
}

/** What the proxy calls its options, and what they are called here. */
const VARIABLES = new Map([
  ['`allowedOrigins`', 'ALLOWED_ORIGINS'],
  ['`upstream`', 'GHL_UPSTREAM'],
  ['The key for session tokens', 'SESSION_KEY'],
]);

function nameVariables(message: string): string {
  return [...VARIABLES].reduce((text, [option, variable]) => text.replace(option, variable), message);
}

/** The token is one location's: a session for any other is refused here, not by HighLevel. */
function createAuthorize(env: Environment): Authorize {
  const authorize = sessionAuthorize({ key: read(env, 'SESSION_KEY') });
  const locationId = read(env, 'GHL_LOCATION_ID');
  return async (request) => {
    const session = await authorize(request);
    return session && session.locationId !== locationId ? refuseLocation() : session;
  };
}

function createHandler(env: Environment, { print }: Surroundings): FetchHandler {
  const token = read(env, 'GHL_TOKEN');
  const apiVersion = read(env, 'GHL_API_VERSION') || 'v3';
  const upstream = read(env, 'GHL_UPSTREAM');
  if (/\s/.test(token)) throw new UsageError('GHL_TOKEN must be the token alone, without "Bearer" or a space.');
  if (read(env, 'ALLOWED_ORIGINS').includes(',')) throw new UsageError('ALLOWED_ORIGINS: separate them by spaces.');
  if (apiVersion !== 'v3' && apiVersion !== '2021-07-28') {
    throw new UsageError(`GHL_API_VERSION must be v3 or 2021-07-28, not "${apiVersion}".`);
  }
  try {
    return createProxyHandler({
      getToken: () => token,
      authorize: createAuthorize(env),
      allowedOrigins: read(env, 'ALLOWED_ORIGINS').split(/\s+/),
      apiVersion,
      log: (entry) => print(JSON.stringify(entry)),
      ...(upstream ? { upstream } : {}),
    });
  } catch (error) {
    if (error instanceof SocialConnectError) throw new UsageError(nameVariables(error.message));
    throw error;
  }
}

/** `proxy`: the proxy of one location, for pages that hold a session token. Logs one line of JSON for each request. */
export const startProxy: Command = async (args, surroundings) => {
  const { env, print } = surroundings;
  if (args.length > 0)
    throw new UsageError(`proxy takes no arguments; it reads the environment. "${args[0] ?? ''}" is one.`);
  requireVariables(env);
  const host = read(env, 'HOST') || 'localhost';
  const port = readPort('PORT', read(env, 'PORT'), DEFAULT_PORT);
  const server = await serve(createHandler(env, surroundings), { host, port });
  print(`The proxy listens at http://${host.includes(':') ? `[${host}]` : host}:${server.port}`);
  return server;
};
