import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createSessionToken } from '../../src/proxy/index.js';
import { SCENARIOS } from '../../src/simulator/index.js';
import { VERSION } from '../../src/element/version.js';
import { startCommand, waitForOrigin } from './fixture.js';

const SESSION_KEY = 'a key for tests, of 32 bytes at least';
const PAGE = 'https://app.example';
const PROXY = {
  GHL_TOKEN: 'pit-test',
  GHL_LOCATION_ID: 'loc1',
  SESSION_KEY,
  ALLOWED_ORIGINS: `${PAGE} https://other.example`,
  PORT: '0',
};

async function runToEnd(args: readonly string[], env = {}): Promise<{ code: unknown; output: string }> {
  const run = startCommand(args, env);
  return { code: await run.ended, output: run.output() };
}

describe('ghl-social-connect', () => {
  it.each([['--help'], ['-h'], ['help'], ['simulate', '--help'], ['proxy', '--help']])(
    'explains itself: %s',
    async (...args) => {
      const { code, output } = await runToEnd(args);
      expect(code).toBe(0);
      expect(output).toContain('Usage: ghl-social-connect <command>');
      for (const name of Object.keys(SCENARIOS)) expect(output).toContain(`  ${name} `);
    },
  );

  it('says its version', async () => {
    expect(await runToEnd(['--version'])).toEqual({ code: 0, output: VERSION });
  });

  it.each([
    [[], 'Say what to start.'],
    [['serve'], 'There is no command "serve".'],
    [['simulate', '--nothing'], "Unknown option '--nothing'"],
    [['simulate', 'more'], "Unexpected argument 'more'"],
    [['simulate', '--scenario', 'nothing'], '--scenario must be one of'],
    [['simulate', '--consent', 'maybe'], '--consent must be ask, allow or deny'],
    [['simulate', '--accounts', 'many'], '--accounts must be 0 to 1000'],
    [['simulate', '--delay', '-1'], '--delay'],
    [['simulate', '--port', '65536'], '--port must be a number from 0 to 65535'],
    [['proxy', '--port', '1'], 'proxy takes no arguments'],
  ])('is asked wrongly: %j', async (args, message) => {
    const { code, output } = await runToEnd(args);
    expect(output).toContain(message);
    expect(output).toContain('--help');
    expect(code).toBe(2);
  });
});

describe('simulate', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('plays HighLevel until %s', async (signal) => {
    const run = startCommand(['simulate', '--port', '0', '--scenario', 'start-429']);
    const origin = await waitForOrigin(run);
    const response = await fetch(`${origin}/social-media-posting/oauth/facebook/start?locationId=a&userId=b`);
    expect(response.status).toBe(429);
    run.stop(signal);
    expect(await run.ended).toBe(0);
  });

  it("has the platforms' pages on an origin of their own", async () => {
    const run = startCommand(['simulate', '--port', '0', '--consent', 'allow']);
    const origin = await waitForOrigin(run);
    const start = `${origin}/social-media-posting/oauth/facebook/start?locationId=a&userId=b`;
    const response = await fetch(start, { redirect: 'manual' });
    expect(response.headers.get('location')).toMatch(/^http:\/\/provider\.localhost:\d+\/provider\/facebook\/consent/);
  });

  it('answers what is under way before it ends', async () => {
    const run = startCommand(['simulate', '--port', '0', '--scenario', 'details-slow', '--delay', '300']);
    const origin = await waitForOrigin(run);
    const details = `${origin}/social-media-posting/oauth/loc1/facebook/accounts/aaaaaaaaaaaaaaaaaaaaaaaa`;
    const answer = fetch(details, { headers: { authorization: 'Bearer t', version: 'v3' } });
    // The signal goes out with the request: the server has taken it or takes it no more, and then this rejects.
    await fetch(origin);
    run.stop('SIGTERM');
    expect((await answer).status).toBeLessThan(500);
    expect(await run.ended).toBe(0);
  });

  it('says that its port is taken', async () => {
    const other = createServer();
    other.listen(0, 'localhost');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await runToEnd(['simulate', '--port', String(port)])).toEqual({
      code: 1,
      output: `Port ${port} of localhost is taken. Choose another.`,
    });
    other.close();
  });

  it.each([
    ['localhost', 404],
    ['127.0.0.1:80', 404],
    ['[::1]:80', 404],
    ['localhost/simulator?', 400],
    ['localhost/social-media-posting', 400],
    ['user@localhost', 400],
    ['local host', 400],
  ])('takes no path out of the header Host: %s is %i', async (host, status) => {
    const run = startCommand(['simulate', '--port', '0']);
    const { port } = new URL(await waitForOrigin(run));
    const { get } = await import('node:http');
    const asked = get({ host: 'localhost', port, path: '/nothing', headers: { host } });
    const [response] = (await once(asked, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(status);
  });

  it('survives a method that the Fetch API forbids', async () => {
    const run = startCommand(['simulate', '--port', '0']);
    const { port } = new URL(await waitForOrigin(run));
    const { request } = await import('node:http');
    const trace = request({ host: 'localhost', port, method: 'TRACE', path: '/' }).end();
    const [response] = (await once(trace, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(404);
    expect((await fetch(`http://localhost:${port}/nothing`)).status).toBe(404);
  });
});

describe('proxy', () => {
  it.each(Object.keys(PROXY).filter((name) => name !== 'PORT'))('names %s when it is missing', async (name) => {
    const { code, output } = await runToEnd(['proxy'], { ...PROXY, [name]: '' });
    expect(output).toMatch(new RegExp(`^Missing in the environment:\n  ${name}: `));
    expect(output.match(/^ {2}[A-Z_]+: /gm)).toHaveLength(1);
    expect(code).toBe(2);
  });

  it.each([
    [{ SESSION_KEY: 'short' }, 'SESSION_KEY'],
    [{ ALLOWED_ORIGINS: 'app.example' }, 'ALLOWED_ORIGINS: "app.example" is not an exact origin; write https://name'],
    [{ ALLOWED_ORIGINS: 'https://app.example/' }, 'write https://app.example.'],
    [{ ALLOWED_ORIGINS: 'https://a.example,https://b.example' }, 'ALLOWED_ORIGINS: separate them by spaces'],
    [{ GHL_TOKEN: `Bearer ${PROXY.GHL_TOKEN}` }, 'GHL_TOKEN must be the token alone, without "Bearer"'],
    [{ GHL_UPSTREAM: 'highlevel' }, 'GHL_UPSTREAM must be'],
    [{ GHL_API_VERSION: 'v9' }, 'GHL_API_VERSION must be'],
    [{ PORT: 'http' }, 'PORT must be a number'],
  ])('refuses %j', async (wrong, message) => {
    const { code, output } = await runToEnd(['proxy'], { ...PROXY, ...wrong });
    expect(output).toContain(message);
    expect(output).not.toContain(PROXY.GHL_TOKEN);
    expect(code).toBe(2);
  });

  it('starts a sign-in for a session of its location, and for no other', async () => {
    const upstream = await waitForOrigin(startCommand(['simulate', '--port', '0']));
    const run = startCommand(['proxy'], { ...PROXY, GHL_UPSTREAM: upstream });
    const origin = await waitForOrigin(run);

    async function startFor(locationId: string): Promise<Response> {
      const token = await createSessionToken({ locationId, userId: 'user1' }, { key: SESSION_KEY });
      const headers = { authorization: `Bearer ${token}`, origin: PAGE, 'x-ghl-connect': '1' };
      return fetch(`${origin}/social-media-posting/oauth/facebook/start`, { method: 'POST', headers });
    }

    const good = await startFor('loc1');
    expect(good.status).toBe(200);
    expect(((await good.json()) as { url: string }).url).toContain('/provider/facebook/consent');
    const refused = await startFor('loc2');
    expect(refused.status).toBe(403);
    expect(await run.waitForLine(/"status":403/)).toMatch(/^\{.*\}$/);
    expect(run.output()).not.toContain(PROXY.GHL_TOKEN);
    run.stop('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('serves on when nobody reads its log any more', async () => {
    const run = startCommand(['proxy'], PROXY);
    const origin = await waitForOrigin(run);
    run.hangUp();
    for (let request = 0; request < 3; request += 1) expect((await fetch(`${origin}/nothing`)).status).toBe(403);
    run.stop('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('serves on, and ends, when the reader of its log stands still', async () => {
    const run = startCommand(['proxy'], PROXY);
    const origin = await waitForOrigin(run);
    run.standStill();
    // More lines than the pipe and the buffers at its ends hold.
    for (let round = 0; round < 60; round += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`${origin}/nothing`)));
      expect(answers.every(({ status }) => status === 403)).toBe(true);
    }
    run.stop('SIGTERM');
    expect(await run.exited).toBe(0);
  });
});
