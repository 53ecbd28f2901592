import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Lists the exports of an entry, loaded by its public name in a Node process, which has no DOM. */
function listExports(entry: string): string[] {
  const script = `
    const names = Object.keys(await import('${entry}'));
    if (typeof document !== 'undefined') throw new Error('There is a DOM.');
    console.log(JSON.stringify(names));
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  return JSON.parse(output) as string[];
}

describe('loaded by Node without a DOM', () => {
  it.each([
    ['ghl-social-connect', ['GhlSocialConnectElement', 'connectSocialAccount', 'configure']],
    ['ghl-social-connect/element', ['GhlSocialConnectElement', 'defineSocialConnect']],
    ['ghl-social-connect/labels/de', ['default']],
    ['ghl-social-connect/icons/brands', ['default']],
    ['ghl-social-connect/connect', ['connectSocialAccount', 'parseSocialPlannerMessage']],
    [
      'ghl-social-connect/proxy',
      ['createProxyHandler', 'createSessionToken', 'verifySessionToken', 'sessionAuthorize'],
    ],
    ['ghl-social-connect/tokens', ['createAppTokens']],
    ['ghl-social-connect/store', ['createMemoryStore']],
    ['ghl-social-connect/store/redis', ['createRedisStore']],
    ['ghl-social-connect/store/postgres', ['createPostgresStore']],
    ['ghl-social-connect/store/durable-object', ['createDurableObjectStore', 'SocialConnectStore']],
    ['ghl-social-connect/store/deno-kv', ['createDenoKvStore']],
    ['ghl-social-connect/store/conformance', ['storeConformance']],
    ['ghl-social-connect/highlevel', ['requestUserContext', 'highLevelSession']],
    ['ghl-social-connect/simulator', ['createSimulator']],
    ['ghl-social-connect/accounts', ['GhlSocialAccountsElement']],
    ['ghl-social-connect/react', ['SocialConnect', 'useSocialAccounts']],
    ['ghl-social-connect/react/accounts', ['SocialAccounts']],
    ['ghl-social-connect/vue', []],
    ['ghl-social-connect/svelte', []],
    ['ghl-social-connect/preact', []],
    ['ghl-social-connect/jsx', []],
  ])('%s exports what its documentation names', (entry, expected) => {
    expect(listExports(entry)).toEqual(expect.arrayContaining(expected));
  });

  it('a file that is no entry cannot be imported', () => {
    expect(() => listExports('ghl-social-connect/dist/errors.js')).toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});
