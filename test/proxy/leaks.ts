import { afterAll, expect } from 'vitest';
import { createProxyHandler, type ProxyOptions } from '../../src/proxy/index.js';

/** A HighLevel token that must never come out of the proxy. */
export const CANARY = 'pit-canary-0123456789abcdef';

const outputs: (string | Promise<string>)[] = [];

async function readWhole(response: Response): Promise<string> {
  const { status, statusText, headers, url } = response;
  return JSON.stringify([status, statusText, url, ...headers]) + (await response.text());
}

function findToken(text: string): boolean {
  return [CANARY, encodeURIComponent(CANARY), btoa(CANARY)].some((form) => text.includes(form));
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.message}${error.stack}${describeError(error.cause)}` : String(error);
}

/** A proxy of which everything that comes out is kept: answers, log entries, errors. */
export function createProxy(options: ProxyOptions): (request: Request) => Promise<Response> {
  const { log } = options;
  try {
    const handle = createProxyHandler({
      ...options,
      log(entry) {
        outputs.push(JSON.stringify(entry));
        return log?.(entry);
      },
    });
    return async (request) => {
      const response = await handle(request);
      outputs.push(readWhole(response.clone()));
      return response;
    };
  } catch (error) {
    outputs.push(describeError(error));
    throw error;
  }
}

const { log, info, warn, error } = console;
for (const [name, write] of Object.entries({ log, info, warn, error })) {
  console[name as 'log'] = (...values: unknown[]) => {
    const text = values.map(describeError).join(' ');
    outputs.push(text);
    if (!findToken(text)) write(...values);
  };
}

/** What came out since the last call and has the token in it. */
export async function takeLeaks(): Promise<string[]> {
  const texts = await Promise.all(outputs.splice(0));
  return texts.filter(findToken);
}

// Registered for each file of tests that imports this one.
afterAll(async () => {
  expect(await takeLeaks()).toEqual([]);
});
