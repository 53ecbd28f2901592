import { SocialConnectError } from '../../errors.js';
import { createSimulator, SCENARIOS, type Simulator, type SimulatorOptions } from '../../simulator/index.js';
import { parseNumber, parsePort } from '../arguments/numbers.js';
import { suggest } from '../arguments/suggest.js';
import { UsageError, type Command, type CommandContext, type OptionValues } from '../command.js';
import { formatRows } from '../help.js';
import { serve, type FetchHandler } from '../serve.js';

const DEFAULT_PORT = '4010';

const OPTIONS = {
  port: { value: '<number>', help: `Port on localhost. Default ${DEFAULT_PORT}; 0 takes any free one.` },
  scenario: { value: '<name>', help: 'What happens, unless the start query says otherwise. Default ok.' },
  consent: { value: '<what>', help: 'The consent page: ask, allow or deny. Default ask.' },
  login: { value: '<page>', help: 'A login page before it, once per browser: none, plain or coop. Default none.' },
  accounts: { value: '<number>', help: 'How many accounts a login manages, 0 to 1000. Default 3.' },
  delay: {
    value: '<ms>',
    help: 'How long slow, late, details-slow and context-slow wait. Default 2000, 3000 for late, 6000 for context-slow.',
  },
  'rate-limit': { help: 'Answers 429 beyond 100 API requests in 10 s for each location, as HighLevel does.' },
  'custom-page': { value: '<url>', help: "The app's page in HighLevel's shell. {{location.id}} in it is replaced." },
  'shared-secret': { value: '<secret>', help: 'Encrypts the user context for it. Default simulated-shared-secret.' },
  'white-label-domain': {
    value: '<domain>',
    help: "The agency's own domain, which the user context names. Default: none.",
  },
  'client-id': { value: '<id>', help: 'The only app that can be installed. Default: any.' },
  'client-secret': { value: '<secret>', help: 'Its secret. Default: any.' },
  'webhook-url': { value: '<url>', help: 'Where its webhooks go. Default: none are sent.' },
  quiet: { help: 'Prints no line for each request.' },
} as const;

const SCENARIO_ROWS = Object.entries(SCENARIOS).map(([name, text]) => [`  ${name}`, text] as const);

/** The simulator checks its options; this names them as the command line does. */
function explain(error: SocialConnectError, { scenario }: OptionValues): string {
  const option = error.option ?? '';
  const flag = option.replace(/^(?:app|shell)\./, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const message = `--${error.message.replace(option, flag)}`;
  const isScenario = option === 'scenario' && typeof scenario === 'string';
  return isScenario ? message + suggest(scenario, Object.keys(SCENARIOS)) : message;
}

/** The app of the options; without one of them, any token and any app is accepted. */
function readApp(values: OptionValues): { readonly app?: object } {
  const { 'client-id': clientId, 'client-secret': clientSecret, 'webhook-url': webhookUrl } = values;
  const app = { clientId, clientSecret, webhookUrl };
  return Object.values(app).some((value) => value !== undefined) ? { app } : {};
}

function createFrom(values: OptionValues, providerOrigin: string | undefined): Simulator {
  const { scenario, consent, login, accounts, delay } = values;
  const options = {
    scenario,
    consent,
    login,
    accounts: parseNumber(accounts),
    delay: parseNumber(delay),
    rateLimit: values['rate-limit'] === true,
    providerOrigin,
    shell: {
      customPage: values['custom-page'],
      sharedSecret: values['shared-secret'],
      whiteLabelDomain: values['white-label-domain'],
    },
    ...readApp(values),
  };
  try {
    return createSimulator(options as SimulatorOptions);
  } catch (error) {
    if (error instanceof SocialConnectError) throw new UsageError(explain(error, values));
    throw error;
  }
}

/** The files and controls of the simulator's own pages are not what a person waits to see. */
const OWN_PAGES = /^\/(?:$|simulator\/)/;

function logRequests(handler: FetchHandler, { print }: CommandContext): FetchHandler {
  return async (request) => {
    const response = await handler(request);
    const { pathname, searchParams } = new URL(request.url);
    const scenario = searchParams.get('scenario');
    if (!OWN_PAGES.test(pathname)) {
      print(`${response.status} ${request.method} ${pathname}${scenario ? ` (scenario ${scenario})` : ''}`);
    }
    return response;
  };
}

function describeShell({ 'custom-page': customPage }: OptionValues, origin: string): string {
  return customPage === undefined
    ? ''
    : `Open ${origin}/v2/location/location-1/custom-page for your page inside HighLevel.\n`;
}

function describe(origin: string, values: OptionValues): string {
  return `Simulated HighLevel at ${origin}

Give the element:
  start-url="${origin}/social-media-posting/oauth/{platform}/start"
  allowed-origins="${origin}"
  location-id="any" user-id="any"
${describeShell(values, origin)}Open ${origin} for its addresses, its controls and the last requests.
Press Ctrl-C to stop.`;
}

/** `simulate`: HighLevel on one port of localhost, the platforms' pages on the same port of `provider.localhost`. */
export const SIMULATE: Command = {
  name: 'simulate',
  summary: 'Simulates HighLevel and the social networks on this machine, for tests and demos.',
  options: OPTIONS,
  sections: `Scenarios
${formatRows(SCENARIO_ROWS)}`,
  stopsWithParent: () => true,
  async start(values, context) {
    const port = parsePort('--port', typeof values.port === 'string' ? values.port : DEFAULT_PORT);
    // This checks the options before a port is taken; the platforms' origin is known only after that.
    let simulator = createFrom(values, undefined);
    const respond: FetchHandler = (request) => simulator.fetch(request);
    const handler = values.quiet === true ? respond : logRequests(respond, context);
    const server = await serve(handler, { host: 'localhost', port, portOption: '--port' });
    simulator = createFrom(values, new URL(`http://provider.localhost:${server.port}`).origin);
    context.print(describe(new URL(`http://localhost:${server.port}`).origin, values));
    return server;
  },
};
