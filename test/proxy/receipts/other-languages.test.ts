import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSessionToken, verifyReceipt } from '../../../src/proxy/index.js';
import { ACCOUNT_ID, createFixture, createRequest, DETAILS, KEY, LOCATION, SESSION, USER } from '../fixture.js';

const GUIDE = readFileSync(fileURLToPath(new URL('../../../demo/docs/server/receipts.md', import.meta.url)), 'utf8');
const OTHER_KEY = 'Wq8eR2tY6uI1oP5aS9dF3gH7jK4lZ0xC';

function readExample(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(GUIDE)?.[1] ?? '';
}

const LANGUAGES = [
  {
    name: 'Python',
    program: 'python3',
    toArguments: (receipt: string, key: string, location: string) => [
      '-c',
      `${readExample('python')}\nprint(json.dumps(verify_receipt("${receipt}", "${key}", "${location}")), end="")`,
    ],
  },
  {
    name: 'PHP',
    program: 'php',
    toArguments: (receipt: string, key: string, location: string) => [
      '-r',
      `${readExample('php')}\necho json_encode(verify_receipt('${receipt}', '${key}', '${location}'));`,
    ],
  },
];

async function issue(): Promise<string> {
  const { handle } = createFixture({ receiptKey: KEY });
  return ((await (await handle(createRequest(DETAILS))).json()) as { receipt: string }).receipt;
}

describe.each(LANGUAGES)('the example in $name', ({ name, program, toArguments }) => {
  it('is in the guide', () => {
    expect(readExample(name.toLowerCase())).toContain('verify_receipt');
  });

  const isInstalled = spawnSync(program, ['--version']).status === 0;

  describe.skipIf(!isInstalled)(isInstalled ? 'verifies' : `(${program} is not installed)`, () => {
    const run = (receipt: string, key = KEY, location = LOCATION) =>
      spawnSync(program, toArguments(receipt, key, location), { encoding: 'utf8' });

    it('a receipt of the proxy', async () => {
      const receipt = await issue();
      const { stdout, stderr } = run(receipt);
      expect(stderr).toBe('');
      const { id } = await verifyReceipt(receipt, { key: KEY, locationId: LOCATION });
      expect(JSON.parse(stdout)).toMatchObject({
        act: 'connect',
        loc: LOCATION,
        sub: USER,
        plat: 'facebook',
        login: ACCOUNT_ID,
        jti: id,
      });
    });

    it('nothing else: another key, another location, a changed claim, an old receipt, a session token', async () => {
      const receipt = await issue();
      const [header, , signature] = receipt.split('.');
      const changed = Buffer.from(JSON.stringify({ act: 'connect', loc: LOCATION, exp: 9_999_999_999 })).toString(
        'base64url',
      );
      const old = await new SignJWT({ loc: LOCATION })
        .setProtectedHeader({ alg: 'HS256', typ: 'ghl-connect-receipt+jwt' })
        .setExpirationTime(1_000_000_000)
        .sign(new TextEncoder().encode(KEY));
      for (const { status, stdout } of [
        run(receipt, OTHER_KEY),
        run(receipt, KEY, 'loc2'),
        run(`${header}.${changed}.${signature}`),
        run(old),
        run(await createSessionToken(SESSION, { key: KEY })),
      ]) {
        expect(status).not.toBe(0);
        expect(stdout).not.toContain('"act"');
      }
    });
  });
});
