import { describe, expect, it } from 'vitest';
import { runToEnd, startCommand, waitForOrigin } from '../fixture.js';
import { APP, createFolder } from './app-fixture.js';

describe('the variables of an app', () => {
  it.each(Object.keys(APP).filter((name) => name !== 'PORT'))('%s is named when it is missing', async (name) => {
    const { code, output } = await runToEnd(['proxy'], { ...APP, [name]: '' });
    expect(output).toMatch(new RegExp(`^Missing environment variables:\n  ${name}: `));
    expect(output.match(/^ {2}[A-Z_]+: /gm)).toHaveLength(1);
    expect(code).toBe(2);
  });

  const LOCATIONS: readonly Readonly<Record<string, string>>[] = [
    { GHL_TOKEN: 'pit-test' },
    { GHL_LOCATION_ID: 'loc1' },
    { GHL_TOKEN: 'pit-test', GHL_LOCATION_ID: 'loc1' },
  ];
  it.each(LOCATIONS)('%j contradicts them', async (location) => {
    const { code, output } = await runToEnd(['proxy'], { ...APP, ...location });
    expect(output).toContain('contradict each other');
    expect(output).toContain(
      `For an app, keep GHL_CLIENT_ID and GHL_CLIENT_SECRET; unset ${Object.keys(location).join(' and ')}.`,
    );
    expect(output).toContain(
      'For one location, keep GHL_TOKEN and GHL_LOCATION_ID; unset GHL_CLIENT_ID and GHL_CLIENT_SECRET.',
    );
    expect(output).not.toContain('pit-test');
    expect(code).toBe(2);
  });

  it('are mentioned where neither a location nor an app is configured', async () => {
    const { output } = await runToEnd(['proxy'], {});
    expect(output).toContain('For an app, set GHL_CLIENT_ID and GHL_CLIENT_SECRET instead of GHL_TOKEN.');
  });

  it.each([
    [{ ENCRYPTION_KEY: 'short' }, 'ENCRYPTION_KEY has 5 bytes; it needs at least 32: openssl rand -base64 32'],
    [{ PREVIOUS_ENCRYPTION_KEY: 'short' }, 'PREVIOUS_ENCRYPTION_KEY has 5 bytes'],
    [{ GHL_CLIENT_SECRET: 'two words' }, 'GHL_CLIENT_SECRET must be the value alone'],
    [{ GHL_CLIENT_ID: '"quoted"' }, 'GHL_CLIENT_ID is in quotes'],
    [{ GHL_SHARED_SECRET: 'two words' }, 'GHL_SHARED_SECRET must be the secret alone'],
    [
      { GHL_SHARED_SECRET: 's', SESSION_PERMISSIONS: 'connect, disconnect' },
      'SESSION_PERMISSIONS must list some of connect, attach, list, disconnect, separated by spaces, not "connect, disconnect".',
    ],
    [{ GHL_SHARED_SECRET: 's', SESSION_PERMISSIONS: 'all' }, 'SESSION_PERMISSIONS must list some of connect'],
    [{ SESSION_PERMISSIONS: 'disconnect' }, 'SESSION_PERMISSIONS is for the sessions of pages inside HighLevel'],
    [{ PARENT_ORIGINS: 'app.agency.example/' }, 'PARENT_ORIGINS="https://app.agency.example"'],
    [{ MARKETPLACE_INSTALLS: 'yes' }, 'MARKETPLACE_INSTALLS must be allow or refuse, not "yes".'],
    [{ SINGLE_USE_TOKENS: '1' }, 'SINGLE_USE_TOKENS must be true or false, not "1".'],
    [{ STORE_URL: 'mysql://localhost/db' }, 'STORE_URL must begin with'],
    [{ STORE_URL: 'redis://user:hidden@127.0.0.1:1' }, 'STORE_URL: redis://127.0.0.1:1 cannot be reached'],
    [{ STORE_URL: 'postgres://user:hidden@127.0.0.1:1/db' }, 'STORE_URL: postgres://127.0.0.1:1/db cannot be reached'],
  ])('%j is rejected', async (wrong, message) => {
    const { code, output } = await runToEnd(['proxy'], { ...APP, ...wrong });
    expect(output).toContain(message);
    expect(output).not.toMatch(/hidden|two words|the-client-secret/);
    expect(code).toBe(2);
  });

  it.each([
    ['connect.example', 'https://connect.example'],
    ['http://connect.example', 'https://connect.example'],
    ['https://connect.example/?x=1', 'https://connect.example'],
    ['https://connect.example/app/oauth/callback', 'https://connect.example'],
    ['https://connect.example/base/app/webhooks', 'https://connect.example/base'],
    ['https://user@connect.example', 'https://connect.example'],
    ['localhost:8787', 'http://localhost:8787'],
  ])('PUBLIC_URL=%s is rejected with the right value', async (address, right) => {
    const { code, output } = await runToEnd(['proxy'], { ...APP, PUBLIC_URL: address });
    expect(output).toContain(`write PUBLIC_URL=${right}\n`);
    expect(code).toBe(2);
  });

  it.each([
    ['https://connect.example/', 'https://connect.example'],
    ['https://connect.example/base', 'https://connect.example/base'],
    ['https://connect.example/base/', 'https://connect.example/base'],
    ['https://connect.example/app', 'https://connect.example/app'],
    ['https://connect.example/app/connect', 'https://connect.example/app/connect'],
    ['http://localhost:8787', 'http://localhost:8787'],
    ['https://localhost:8787', 'https://localhost:8787'],
  ])('PUBLIC_URL=%s is accepted', async (address, base) => {
    const started = startCommand(['proxy'], { ...APP, PUBLIC_URL: address }, createFolder());
    await waitForOrigin(started);
    expect(await started.waitForLine(/Redirect URL/)).toContain(` ${base}/app/oauth/callback`);
  });
});
