import { UsageError, type Command, type CommandContext } from '../command.js';
import { formatRows } from '../help.js';
import { APP_MOUNT } from '../proxy/app-settings.js';
import { createHandler, createReport } from '../proxy/handlers.js';
import { INSTALL_PATH } from '../proxy/install-route.js';
import { readProxySettings, type ProxySettings } from '../proxy/settings.js';
import { VARIABLE_SECTIONS } from '../proxy/variables.js';
import { serve, type LocalServer } from '../serve.js';
import type { OpenedStore } from '../stores/file-store.js';
import { DEFAULT_FOLDER, openStoreAt, StoreUrlError } from '../stores/open-store.js';
import { readEnvFile } from './env-file.js';

const OPTIONS = {
  port: { value: '<number>', help: 'Port to listen at. Default 8787; 0 takes any free one.' },
  host: { value: '<address>', help: 'Address to listen at. Default localhost; 0.0.0.0 in a container.' },
  env: { value: '<path>', help: 'File with the variables below. Default .env, if there is one.' },
} as const;

/** Aligns the variables of all sections. */
const NAME_WIDTH = Math.max(...VARIABLE_SECTIONS.flatMap(([, rows]) => Object.keys(rows).map(({ length }) => length)));

function createSection([title, variables]: (typeof VARIABLE_SECTIONS)[number]): string {
  const rows = Object.entries(variables).map(([name, meaning]) => [`  ${name.padEnd(NAME_WIDTH)}`, meaning] as const);
  return `${title}\n${formatRows(rows)}`;
}

/** Opens the store of an app, or the one that `STORE_URL` names; `undefined` where memory is enough. */
async function openStore(settings: ProxySettings, context: CommandContext): Promise<OpenedStore | undefined> {
  const { storeUrl, credentials } = settings;
  if (storeUrl === '' && 'token' in credentials) return undefined;
  try {
    return await openStoreAt(storeUrl, context.cwd, createReport(context));
  } catch (error) {
    if (error instanceof StoreUrlError) throw new UsageError(error.message);
    throw error;
  }
}

function describeCredentials({ credentials, storeUrl }: ProxySettings): string {
  if ('token' in credentials) return `location ${credentials.locationId}`;
  return `the app ${credentials.clientId}${storeUrl === '' ? `, which keeps its tokens in ${DEFAULT_FOLDER}` : ''}`;
}

function describeInstallation({ credentials }: ProxySettings): string[] {
  if ('token' in credentials) return [];
  const mount = credentials.publicUrl + APP_MOUNT;
  return [
    `Redirect URL for the app's settings: ${mount}/oauth/callback`,
    `Webhook URL for the app's settings: ${mount}/webhooks`,
    `Link for admins who install it: ${mount}${INSTALL_PATH}`,
  ];
}

function describe(settings: ProxySettings, port: number, envPath: string | undefined): string {
  const { host, allowedOrigins, upstream, inside } = settings;
  return [
    ...(envPath ? [`Variables from ${envPath}`] : []),
    ...(upstream ? [`Test mode: requests go to ${upstream} instead of HighLevel.`] : []),
    `Proxy for ${describeCredentials(settings)} at http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    `Pages that may use it: ${allowedOrigins.join(' ')}`,
    ...(inside ? ['Pages inside HighLevel get a session at /session.'] : []),
    ...describeInstallation(settings),
    'Press Ctrl-C to stop.',
  ].join('\n');
}

/** `proxy`: the proxy of one location or of an app, for pages that hold a session token. Prints a line of JSON for each request. */
export const PROXY: Command = {
  name: 'proxy',
  summary: 'Serves the proxy that holds the HighLevel token of one location, or the tokens of an app.',
  options: OPTIONS,
  sections: VARIABLE_SECTIONS.map(createSection).join('\n\n'),
  // Otherwise it may run in the background of a shell that ends. A signal ends npx without reaching its child.
  stopsWithParent: ({ npm_command: npmCommand }) => npmCommand === 'exec',
  async start(values, context): Promise<LocalServer> {
    const file = readEnvFile(values, context);
    const { path } = file;
    const settings = readProxySettings(context.env, values, file);
    const { host, port } = settings;
    const opened = await openStore(settings, context);
    try {
      const handler = await createHandler(settings, context, opened?.store);
      const server = await serve(handler, { host, port, portOption: '--port or PORT' });
      context.print(describe(settings, server.port, path));
      return {
        port: server.port,
        async close() {
          await server.close();
          await opened?.close();
        },
      };
    } catch (error) {
      await opened?.close();
      throw error;
    }
  },
};
