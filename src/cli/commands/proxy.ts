import { createProxyHandler, sessionAuthorize, SocialConnectError, type Authorize } from '../../proxy/index.js';
import { UsageError, type Command, type CommandContext } from '../command.js';
import { formatRows } from '../help.js';
import { serve, type FetchHandler } from '../serve.js';
import { readEnvFile } from './env-file.js';
import { OPTIONAL_VARIABLES, readProxySettings, REQUIRED_VARIABLES, type ProxySettings } from './proxy-settings.js';

const OPTIONS = {
  port: { value: '<number>', help: 'Port to listen at. Default 8787; 0 takes any free one.' },
  host: { value: '<address>', help: 'Address to listen at. Default localhost; 0.0.0.0 in a container.' },
  env: { value: '<path>', help: 'File with the variables below. Default .env, if there is one.' },
} as const;

const VARIABLE_ROWS = [
  ...Object.entries(REQUIRED_VARIABLES).map(([name, meaning]) => [`  ${name}`, `Required: ${meaning}.`] as const),
  ...Object.entries(OPTIONAL_VARIABLES).map(([name, meaning]) => [`  ${name}`, meaning] as const),
];

function refuseLocation(): Response {
  const error = { code: 'forbidden', message: 'This proxy is for another location.' };
  return Response.json({ error }, { status: 403 });
}

/** The variables that set the proxy's options. */
const VARIABLES: Readonly<Record<string, string>> = {
  allowedOrigins: 'ALLOWED_ORIGINS',
  upstream: 'GHL_UPSTREAM',
  key: 'SESSION_KEY',
  receiptKey: 'RECEIPT_KEY',
};

function nameVariable({ option = '', message }: SocialConnectError): string {
  const variable = VARIABLES[option];
  return variable === undefined ? message : `${variable}: ${message}`;
}

/** The token belongs to one location: a session for another one is refused here, not by HighLevel. */
function createAuthorize({ sessionKey, locationId }: ProxySettings): Authorize {
  const authorize = sessionAuthorize({ key: sessionKey });
  return async (request) => {
    const session = await authorize(request);
    return session && session.locationId !== locationId ? refuseLocation() : session;
  };
}

function createHandler(settings: ProxySettings, { print }: CommandContext): FetchHandler {
  const { token, allowedOrigins, apiVersion, upstream, receiptKey } = settings;
  try {
    return createProxyHandler({
      getToken: () => token,
      authorize: createAuthorize(settings),
      allowedOrigins,
      apiVersion,
      log: (entry) => print(JSON.stringify(entry)),
      ...(upstream ? { upstream } : {}),
      ...(receiptKey ? { receiptKey } : {}),
    });
  } catch (error) {
    if (error instanceof SocialConnectError) throw new UsageError(nameVariable(error));
    throw error;
  }
}

/** `proxy`: the proxy of one location, for pages that hold a session token. Prints one line of JSON for each request. */
export const PROXY: Command = {
  name: 'proxy',
  summary: 'Serves the proxy that holds the HighLevel token of one location.',
  options: OPTIONS,
  sections: `Environment variables
${formatRows(VARIABLE_ROWS)}`,
  stopsWithParent: false,
  async start(values, context) {
    const { variables, path } = readEnvFile(values, context);
    // As with Node's own --env-file, the environment wins over the file.
    const settings = readProxySettings({ ...variables, ...context.env }, values, path);
    const { host, port, locationId, allowedOrigins, upstream } = settings;
    const server = await serve(createHandler(settings, context), { host, port, portOption: '--port or PORT' });
    if (path) context.print(`Variables from ${path}`);
    if (upstream) context.print(`Test mode: requests go to ${upstream} instead of HighLevel.`);
    context.print(`Proxy for location ${locationId} at http://${host.includes(':') ? `[${host}]` : host}:${server.port}
Pages that may use it: ${allowedOrigins.join(' ')}
Press Ctrl-C to stop.`);
    return server;
  },
};
