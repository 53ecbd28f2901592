import { parseArgs } from 'node:util';
import { createSimulator, type SimulatorOptions } from '../simulator/index.js';
import { SocialConnectError } from '../errors.js';
import { readPort } from './port.js';
import type { Command } from './run.js';
import { serve } from './serve.js';
import { UsageError } from './usage-error.js';

const DEFAULT_PORT = 4010;

const OPTIONS = {
  port: { type: 'string' },
  scenario: { type: 'string' },
  consent: { type: 'string' },
  accounts: { type: 'string' },
  delay: { type: 'string' },
} as const;

type Values = Partial<Record<keyof typeof OPTIONS, string>>;

function readValues(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text.trim() || NaN);
}

/** The simulator checks what it is given, so the words are passed on as they are. */
function createFrom({ scenario, consent, accounts, delay }: Values, providerOrigin: string | undefined) {
  const options = { scenario, consent, accounts: readNumber(accounts), delay: readNumber(delay), providerOrigin };
  try {
    return createSimulator(options as SimulatorOptions);
  } catch (error) {
    if (error instanceof SocialConnectError) throw new UsageError(error.message.replace('createSimulator: ', '--'));
    throw error;
  }
}

function describe(origin: string): string {
  return `HighLevel, simulated, at ${origin}

Give the element:
  start-url="${origin}/social-media-posting/oauth/{platform}/start"
  allowed-origins="${origin}"
  location-id="any" user-id="any"
Ctrl-C stops it.`;
}

/** `simulate`: HighLevel on one port of localhost, the platforms' pages on the same port of another name. */
export const startSimulator: Command = async (args, { print }) => {
  const values = readValues(args);
  const port = readPort('--port', values.port, DEFAULT_PORT);
  // Checks the options before a port is taken; the platforms' origin is known only after.
  let simulator = createFrom(values, undefined);
  const server = await serve((request) => simulator.fetch(request), { host: 'localhost', port });
  simulator = createFrom(values, new URL(`http://provider.localhost:${server.port}`).origin);
  print(describe(new URL(`http://localhost:${server.port}`).origin));
  return server;
};
