import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../src/cli/run.js';
import { createSessionToken } from '../../src/proxy/index.js';
import { runToEnd, startCommand, waitForOrigin } from './fixture.js';

const SESSION_KEY = 'a key for tests, of 32 bytes at least';
const PAGE = 'https://app.example';
const PROXY = {
  GHL_TOKEN: 'pit-test',
  GHL_LOCATION_ID: 'loc1',
  SESSION_KEY,
  ALLOWED_ORIGINS: `${PAGE} https://other.example`,
  PORT: '0',
};

/** A folder with a file in it, which is removed after the test. */
function createFolder(name: string, text: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return folder;
}

const toEnvFile = (env: Record<string, string>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join('');

describe('the variables of proxy', () => {
  it.each(Object.keys(PROXY).filter((name) => name !== 'PORT'))('%s is named when it is missing', async (name) => {
    const { code, output } = await runToEnd(['proxy'], { ...PROXY, [name]: '' });
    expect(output).toMatch(new RegExp(`^Missing environment variables:\n  ${name}: `));
    expect(output.match(/^ {2}[A-Z_]+: /gm)).toHaveLength(1);
    expect(output).toContain('.env');
    expect(code).toBe(2);
  });

  it.each([
    [{ SESSION_KEY: 'short' }, 'SESSION_KEY: The key for session tokens has 5 bytes'],
    [{ RECEIPT_KEY: 'short' }, 'RECEIPT_KEY: The key for receipts has 5 bytes'],
    [{ GHL_TOKEN: `Bearer ${PROXY.GHL_TOKEN}` }, 'GHL_TOKEN must be the token alone, without "Bearer"'],
    [{ GHL_TOKEN: `"${PROXY.GHL_TOKEN}"` }, 'GHL_TOKEN is in quotes'],
    [{ GHL_UPSTREAM: 'highlevel' }, 'GHL_UPSTREAM: `upstream` must be'],
    [{ GHL_API_VERSION: 'v9' }, 'GHL_API_VERSION must be v3 or 2021-07-28, not "v9".'],
    [{ PORT: 'http' }, 'PORT must be a number'],
  ])('%j is rejected', async (wrong, message) => {
    const { code, output } = await runToEnd(['proxy'], { ...PROXY, ...wrong });
    expect(output).toContain(message);
    expect(output).not.toContain(PROXY.GHL_TOKEN);
    expect(code).toBe(2);
  });

  it.each([
    ['https://app.gohighlevel.com/v2/location/ve9EPM428h8vShlRW1KT/settings/company', 'write ve9EPM428h8vShlRW1KT,'],
    ['location/ve9EPM428h8vShlRW1KT', 'the part after /location/'],
    ['Main Street', 'the part after /location/'],
  ])('GHL_LOCATION_ID=%s is rejected with the right value', async (locationId, advice) => {
    const { code, output } = await runToEnd(['proxy'], { ...PROXY, GHL_LOCATION_ID: locationId });
    expect(output).toContain(`GHL_LOCATION_ID: "${locationId}" is not a location id; `);
    expect(output).toContain(advice);
    expect(code).toBe(2);
  });

  it.each([
    ['app.example', 'https://app.example'],
    ['https://app.example/', 'https://app.example'],
    ['https://app.example/page?x=1', 'https://app.example'],
    ['http://app.example', 'https://app.example'],
    ['HTTPS://App.example', 'https://app.example'],
    ['https://user@app.example', 'https://app.example'],
    ['localhost:3000', 'http://localhost:3000'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['https://a.example,https://b.example', 'https://a.example https://b.example'],
    ['https://a.example; b.example', 'https://a.example https://b.example'],
    ['https://a.example b.example/x', 'https://a.example https://b.example'],
  ])('ALLOWED_ORIGINS=%s is rejected with the right value', async (origins, right) => {
    const { code, output } = await runToEnd(['proxy'], { ...PROXY, ALLOWED_ORIGINS: origins });
    expect(output).toContain(`ALLOWED_ORIGINS="${right}"`);
    expect(code).toBe(2);
  });

  it.each(['*', 'https://*.example', 'null', 'intranet'])(
    'ALLOWED_ORIGINS=%s is rejected by the proxy itself',
    async (origins) => {
      const { code, output } = await runToEnd(['proxy'], { ...PROXY, ALLOWED_ORIGINS: origins });
      expect(output).toContain('ALLOWED_ORIGINS');
      expect(output).toContain(`"${origins}"`);
      expect(code).toBe(2);
    },
  );

  it.each(['https://app.example', '  https://a.example  http://localhost:3000 ', 'https://app.example:8443'])(
    'ALLOWED_ORIGINS=%s is accepted',
    async (origins) => {
      await waitForOrigin(startCommand(['proxy'], { ...PROXY, ALLOWED_ORIGINS: origins }));
    },
  );
});

describe('the file of variables', () => {
  it('is .env in the current folder', async () => {
    const folder = createFolder('.env', toEnvFile(PROXY));
    const run = startCommand(['proxy'], {}, folder);
    await run.waitForLine(new RegExp(`^Variables from .*\\.env$`));
    expect((await fetch(`${await waitForOrigin(run)}/health`)).status).toBe(200);
  });

  it('is the one that --env names', async () => {
    const folder = createFolder('proxy.env', toEnvFile(PROXY));
    await waitForOrigin(startCommand(['proxy', '--env', 'proxy.env'], {}, folder));
    await waitForOrigin(startCommand(['proxy', '--env', join(folder, 'proxy.env')]));
  });

  it('gives way to the environment', async () => {
    const folder = createFolder('.env', toEnvFile({ ...PROXY, GHL_LOCATION_ID: 'from-file' }));
    const run = startCommand(['proxy'], { GHL_LOCATION_ID: 'from-environment' }, folder);
    expect(await run.waitForLine(/^Proxy for location/)).toContain('from-environment');
  });

  it('is named when it lacks a variable', async () => {
    const folder = createFolder('.env', toEnvFile({ ...PROXY, SESSION_KEY: '' }));
    const started = startCommand(['proxy'], {}, folder);
    expect(await started.ended).toBe(2);
    expect(started.output()).toContain('SESSION_KEY');
    expect(started.output()).toContain(`${join(folder, '.env')} does not set it either.`);
  });

  it.each<[string, (text: string) => Buffer]>([
    ['with a byte order mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['in UTF-16, as Windows PowerShell writes it', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['with the line ends of Windows', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['with export and comments', (text) => Buffer.from(text.replaceAll(/^(.*)$/gm, 'export $1 # comment'))],
  ])('may be %s', async (_what, encode) => {
    const folder = createFolder('.env', encode(toEnvFile(PROXY)));
    const run = startCommand(['proxy'], {}, folder);
    expect(await run.waitForLine(/^Proxy for location/)).toContain(PROXY.GHL_LOCATION_ID);
  });

  it('does not count where the environment has an empty variable, which the message says', async () => {
    const folder = createFolder('.env', toEnvFile(PROXY));
    const started = startCommand(['proxy'], { SESSION_KEY: '' }, folder);
    expect(await started.ended).toBe(2);
    expect(started.output()).toContain(
      `${join(folder, '.env')} sets SESSION_KEY, but the environment, which wins, has it empty.`,
    );
  });

  it('is not passed over when it cannot be read', async () => {
    const folder = createFolder('other', '');
    symlinkSync('.env', join(folder, '.env'));
    const started = startCommand(['proxy'], PROXY, folder);
    expect(await started.ended).toBe(2);
    expect(started.output()).toMatch(/^\.env: ELOOP/);
  });

  it('is no folder of that name', async () => {
    const folder = createFolder('other', '');
    mkdirSync(join(folder, '.env'));
    await waitForOrigin(startCommand(['proxy'], PROXY, folder));
  });

  it('has to be there if --env names it', async () => {
    const { code, output } = await runToEnd(['proxy', '--env', '/nowhere/.env'], PROXY);
    expect([code, output]).toEqual([2, expect.stringContaining('--env: ENOENT')]);
  });
});

describe('proxy', () => {
  it('listens where the options say, then where the variables say; HOST, which shells set, is neither', async () => {
    const listenAt = async (args: string[], env = {}) =>
      new URL(await waitForOrigin(startCommand(['proxy', ...args], { ...PROXY, ...env }))).hostname;
    expect(await listenAt([], { HOST: '127.0.0.1' })).toBe('localhost');
    expect(await listenAt([], { PROXY_HOST: '127.0.0.1' })).toBe('127.0.0.1');
    expect(await listenAt(['--host', '0.0.0.0'], { PROXY_HOST: '127.0.0.1' })).toBe('0.0.0.0');
    const origin = await waitForOrigin(startCommand(['proxy', '--port', '0'], { ...PROXY, PORT: '1' }));
    expect(new URL(origin).port).not.toBe('1');
  });

  it.each(['', ' ', 'local host'])('refuses the address %j', async (host) => {
    expect(await runToEnd(['proxy', '--host', host], PROXY)).toEqual({
      code: 2,
      output: expect.stringContaining(`--host must be an address, like localhost or 0.0.0.0, not "${host}".`) as string,
    });
  });

  it('says that its port is taken, and how to choose another one', async () => {
    const other = createServer();
    other.listen(0, 'localhost');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await runToEnd(['proxy'], { ...PROXY, PORT: String(port) })).toEqual({
      code: 1,
      output: `Port ${port} of localhost is taken. Choose another one with --port or PORT.`,
    });
    other.close();
  });

  it('starts a sign-in for a session of its location, and for no other', async () => {
    const upstream = await waitForOrigin(startCommand(['simulate', '--port', '0']));
    const started = startCommand(['proxy'], { ...PROXY, GHL_UPSTREAM: upstream });
    const origin = await waitForOrigin(started);

    async function startFor(locationId: string): Promise<Response> {
      const token = await createSessionToken({ locationId, userId: 'user1' }, { key: SESSION_KEY });
      const headers = { authorization: `Bearer ${token}`, origin: PAGE, 'x-ghl-connect': '1' };
      return fetch(`${origin}/social-media-posting/oauth/facebook/start`, { method: 'POST', headers });
    }

    const accepted = await startFor('loc1');
    expect(accepted.status).toBe(200);
    expect(((await accepted.json()) as { url: string }).url).toContain('/provider/facebook/consent');
    const refused = await startFor('loc2');
    expect(refused.status).toBe(403);
    expect(await started.waitForLine(/"status":403/)).toMatch(/^\{.*\}$/);
    expect(await started.waitForLine(/names another location/)).toBe(
      '{"error":"A session token names another location than GHL_LOCATION_ID."}',
    );
    expect(started.output()).not.toContain(PROXY.GHL_TOKEN);
    started.stop('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  it('serves on when nobody reads its log any more', async () => {
    const started = startCommand(['proxy'], PROXY);
    const origin = await waitForOrigin(started);
    started.hangUp();
    for (let index = 0; index < 3; index += 1) expect((await fetch(`${origin}/nothing`)).status).toBe(403);
    started.stop('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  it('serves on, and ends, when the reader of its log stops reading', async () => {
    const started = startCommand(['proxy'], PROXY);
    const origin = await waitForOrigin(started);
    started.stopReading();
    // More lines than the pipe and the buffers at its ends hold.
    for (let round = 0; round < 60; round += 1) {
      const responses = await Promise.all(Array.from({ length: 50 }, () => fetch(`${origin}/nothing`)));
      expect(responses.every(({ status }) => status === 403)).toBe(true);
    }
    started.stop('SIGTERM');
    expect(await started.exited).toBe(0);
  });
});

describe('the process that started the command', () => {
  /** Runs a command in this process, as if the starting process had ended already. */
  function runOrphaned(args: readonly string[], env = {}) {
    const lines: string[] = [];
    const stops: (() => void)[] = [];
    const stopped = new Promise<void>((resolve) => stops.push(resolve));
    const print = (text: string) => void lines.push(text);
    const context = { env, cwd: tmpdir(), print, printError: print, stopped, orphaned: Promise.resolve() };
    return { lines, stop: () => stops[0]?.(), ended: run(args, context) };
  }

  it('does not take a proxy with it, which may run in the background', async () => {
    const { lines, stop, ended } = runOrphaned(['proxy'], PROXY);
    while (!lines.some((line) => line.includes('http://'))) await new Promise((resolve) => setImmediate(resolve));
    const [origin = ''] = /http:\/\/\S+/.exec(lines.join('\n')) ?? [];
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    stop();
    expect(await ended).toBe(0);
  });

  it('takes a proxy with it that npx has started', async () => {
    expect(await runOrphaned(['proxy'], { ...PROXY, npm_command: 'exec' }).ended).toBe(0);
  });

  it('takes a simulator with it', async () => {
    expect(await runOrphaned(['simulate', '--port', '0']).ended).toBe(0);
  });
});
