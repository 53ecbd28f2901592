import { once } from 'node:events';
import { createServer, get, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { runToEnd, startCommand, startIndirectly, waitForOrigin } from './fixture.js';

const START = '/social-media-posting/oauth/facebook/start?locationId=a&userId=b';

describe('simulate', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('simulates HighLevel until %s', async (signal) => {
    const run = startCommand(['simulate', '--port', '0', '--scenario', 'start-429']);
    const response = await fetch((await waitForOrigin(run)) + START);
    expect(response.status).toBe(429);
    run.stop(signal);
    expect(await run.ended).toBe(0);
  });

  it("serves the platforms' pages on an origin of their own", async () => {
    const run = startCommand(['simulate', '--port', '0', '--consent', 'allow', '--login', 'plain']);
    const response = await fetch((await waitForOrigin(run)) + START, { redirect: 'manual' });
    expect(response.headers.get('location')).toMatch(/^http:\/\/provider\.localhost:\d+\/provider\/facebook\/consent/);
  });

  it('enforces the rate limit with --rate-limit', async () => {
    const run = startCommand(['simulate', '--port', '0', '--rate-limit']);
    const address = `${await waitForOrigin(run)}/social-media-posting/loc1/accounts`;
    const headers = { authorization: 'Bearer t', version: 'v3' };
    const statuses = [];
    for (let index = 0; index < 101; index += 1) statuses.push((await fetch(address, { headers })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    expect(statuses.at(-1)).toBe(429);
  });

  it('prints a line for each request to HighLevel, without secrets, and none for its own page', async () => {
    const run = startCommand(['simulate', '--port', '0']);
    const origin = await waitForOrigin(run);
    await fetch(`${origin}/`);
    await fetch(`${origin}${START}&scenario=start-500`, { headers: { authorization: 'Bearer secret', version: 'v3' } });
    await run.waitForLine(/^500 GET \/social-media-posting\/oauth\/facebook\/start \(scenario start-500\)$/);
    expect(run.output()).not.toContain('secret');
    expect(run.output()).not.toContain('200 GET / ');
  });

  it('prints no such line with --quiet', async () => {
    const run = startCommand(['simulate', '--port', '0', '--quiet']);
    await fetch((await waitForOrigin(run)) + START, { redirect: 'manual' });
    run.stop('SIGTERM');
    await run.ended;
    expect(run.output()).not.toContain('/start ');
  });

  it('answers the requests in progress before it ends', async () => {
    const run = startCommand(['simulate', '--port', '0', '--scenario', 'details-slow', '--delay', '300']);
    const origin = await waitForOrigin(run);
    const details = `${origin}/social-media-posting/oauth/loc1/facebook/accounts/aaaaaaaaaaaaaaaaaaaaaaaa`;
    const response = fetch(details, { headers: { authorization: 'Bearer t', version: 'v3' } });
    // The signal follows the request: the server has received it, or refuses the connection, and then this rejects.
    await fetch(origin);
    run.stop('SIGTERM');
    expect((await response).status).toBeLessThan(500);
    expect(await run.ended).toBe(0);
  });

  it('ends when the process that started it is killed', async () => {
    const run = startIndirectly(['simulate', '--port', '0']);
    const origin = await waitForOrigin(run);
    expect((await fetch(origin)).status).toBe(200);
    run.stop('SIGKILL');
    // The pipe that it prints to is closed when it has ended, too.
    await run.ended;
    await expect(fetch(origin)).rejects.toThrow();
  });

  it('says that its port is taken, and how to choose another one', async () => {
    const other = createServer();
    other.listen(0, 'localhost');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await runToEnd(['simulate', '--port', String(port)])).toEqual({
      code: 1,
      output: `Port ${port} of localhost is taken. Choose another one with --port.`,
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
  ])('takes no path from the Host header: %s gets %i', async (host, status) => {
    const run = startCommand(['simulate', '--port', '0']);
    const { port } = new URL(await waitForOrigin(run));
    const sent = get({ host: 'localhost', port, path: '/nothing', headers: { host } });
    const [response] = (await once(sent, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(status);
  });

  it('survives a method that the Fetch API forbids', async () => {
    const run = startCommand(['simulate', '--port', '0']);
    const { port } = new URL(await waitForOrigin(run));
    const trace = request({ host: 'localhost', port, method: 'TRACE', path: '/' }).end();
    const [response] = (await once(trace, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(404);
    expect((await fetch(`http://localhost:${port}/nothing`)).status).toBe(404);
  });
});

it('refuses a white-label domain that is an address, and names the option', async () => {
  const { code, output } = await runToEnd(['simulate', '--white-label-domain', 'https://crm.agency.example']);
  expect([code, output]).toEqual([2, expect.stringContaining('--white-label-domain must be a domain in lower case')]);
});

describe('the app of simulate', () => {
  const APP = ['simulate', '--port', '0', '--client-id', 'app-1', '--client-secret', 'secret-1'];

  it('is the only one whose code and tokens are accepted', async () => {
    const origin = await waitForOrigin(startCommand([...APP, '--consent', 'allow']));
    const query = { installer: 'location-1', decision: 'allow', response_type: 'code', scope: 'oauth.write' };
    const install = (client_id: string) => {
      const redirect_uri = 'https://app.example/callback';
      const url = `${origin}/oauth/chooselocation/decision?${new URLSearchParams({ ...query, client_id, redirect_uri })}`;
      return fetch(url, { redirect: 'manual' });
    };
    expect((await install('app-2')).status).toBe(400);
    const code = new URL((await install('app-1')).headers.get('location')!).searchParams.get('code')!;
    const exchange = (client_secret: string) => {
      const fields = { client_id: 'app-1', client_secret, grant_type: 'authorization_code', code };
      return fetch(`${origin}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });
    };
    expect((await exchange('secret-2')).status).toBe(401);
    const { access_token: token } = (await (await exchange('secret-1')).json()) as { access_token: string };
    const list = (bearer: string) => {
      const headers = { authorization: `Bearer ${bearer}`, version: 'v3' };
      return fetch(`${origin}/social-media-posting/location-1/accounts`, { headers });
    };
    expect((await list(token)).status).toBe(200);
    expect((await list('any')).status).toBe(401);
  });

  it('is rejected by the name of the option', async () => {
    const { code, output } = await runToEnd(['simulate', '--webhook-url', 'app.example']);
    expect([code, output]).toEqual([2, expect.stringContaining('--webhook-url must be a whole `https:` address')]);
  });
});
