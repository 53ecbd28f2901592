import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sessionAuthorize } from '../../../src/proxy/index.js';
import { APP, createFixture, createRequest, KEY, LIST } from '../fixture.js';

const GUIDE = readFileSync('demo/docs/server/session-tokens.md', 'utf8');

/** The function that the guide on session tokens shows for a language. */
function readExample(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(GUIDE)?.[1] ?? '';
}

/** Something to write instead of a part of the example. */
type Change = readonly [from: string, to: string];

interface Fault {
  readonly title: string;
  readonly reason: RegExp;
  readonly python: Change;
  readonly php: Change;
}

const KEY_CHANGE = 'Wq8eR2tY6uI1oP5aS9dF3gH7jK4lZ0xC';

/** The mistakes that backends make, each as one makes it in that language. */
const FAULTS: readonly Fault[] = [
  {
    title: 'signs with another key',
    reason: /signature.*same key/,
    python: ['key.encode()', `b"${KEY_CHANGE}"`],
    php: ['$signed, $key, true', `$signed, '${KEY_CHANGE}', true`],
  },
  {
    title: 'writes the usual `typ`',
    reason: /`typ`/,
    python: ['"ghl-connect+jwt"', '"JWT"'],
    php: ["'ghl-connect+jwt'", "'JWT'"],
  },
  {
    title: 'sends an expired token',
    reason: /expired \(`exp`\)/,
    python: ['now = int(time.time())', 'now = int(time.time()) - 500'],
    php: ["'iat' => time(),\n        'exp' => time() + 300", "'iat' => time() - 500,\n        'exp' => time() - 200"],
  },
  {
    title: 'has a clock that is fast',
    reason: /`iat` is in the future.*clocks/,
    python: ['now = int(time.time())', 'now = int(time.time()) + 3600'],
    php: ["'iat' => time(),\n        'exp' => time() + 300", "'iat' => time() + 3600,\n        'exp' => time() + 3900"],
  },
  {
    title: 'leaves `jti` out',
    reason: /`jti`/,
    python: ['"jti": str(uuid.uuid4()),', ''],
    php: ["'jti' => bin2hex(random_bytes(16)),", ''],
  },
  {
    title: 'names another audience',
    reason: /`aud`/,
    python: ['"aud": "ghl-social-connect"', '"aud": "https://proxy.example"'],
    php: ["'aud' => 'ghl-social-connect'", "'aud' => 'https://proxy.example'"],
  },
  {
    title: 'binds the token to an origin with a slash at the end',
    reason: /`origin`/,
    python: ['"iat": now', `"origin": "${APP}/", "iat": now`],
    php: ["'iat' => time()", `'origin' => '${APP}/', 'iat' => time()`],
  },
  {
    title: 'names platforms by their titles',
    reason: /`plat`/,
    python: ['"iat": now', '"plat": ["Facebook"], "iat": now'],
    php: ["'iat' => time()", "'plat' => ['a' => 'facebook'], 'iat' => time()"],
  },
  {
    title: 'writes a time as text',
    reason: /`exp`.*number/,
    python: ['"exp": now + 300', '"exp": str(now + 300)'],
    php: ["'exp' => time() + 300", "'exp' => (string) (time() + 300)"],
  },
  {
    title: 'writes a time in milliseconds',
    reason: /`exp` is in milliseconds/,
    python: ['"exp": now + 300', '"exp": (now + 300) * 1000'],
    php: ["'exp' => time() + 300", "'exp' => (time() + 300) * 1000"],
  },
  {
    title: 'writes the user as a number',
    reason: /`sub`/,
    python: ['"sub": user_id', '"sub": 42'],
    php: ["'sub' => $userId", "'sub' => 42"],
  },
];

const LANGUAGES = [
  {
    name: 'Python',
    program: 'python3',
    changeOf: (fault: Fault) => fault.python,
    toArguments: (code: string) => ['-c', `${code}\nprint(mint_session_token("${KEY}", "loc1", "user1"), end="")`],
  },
  {
    name: 'PHP',
    program: 'php',
    changeOf: (fault: Fault) => fault.php,
    toArguments: (code: string) => ['-r', `${code}\necho mint_session_token('${KEY}', 'loc1', 'user1');`],
  },
] as const;

async function send(token: string): Promise<{ status: number; text: string; reason: string | undefined }> {
  const { handle, log } = createFixture({ authorize: sessionAuthorize({ key: KEY }) });
  const response = await handle(createRequest(LIST, { headers: { Authorization: `Bearer ${token}`, Origin: APP } }));
  return { status: response.status, text: await response.text(), reason: log[0]?.reason };
}

describe.each(LANGUAGES)('a backend in $name', ({ name, program, changeOf, toArguments }) => {
  const example = readExample(name.toLowerCase());

  it('has an example in the documents, which every change applies to', () => {
    for (const fault of FAULTS) expect(example).toContain(changeOf(fault)[0]);
  });

  const isInstalled = spawnSync(program, ['--version']).status === 0;

  describe.skipIf(!isInstalled)(isInstalled ? 'when it' : `(${program} is not installed)`, () => {
    function mint(code: string): string {
      const { stdout, stderr } = spawnSync(program, toArguments(code), { encoding: 'utf8' });
      expect(stderr).toBe('');
      return stdout;
    }

    it('mints as the example does is accepted', async () => {
      expect((await send(mint(example))).status).toBe(200);
    });

    it.each(FAULTS)('$title, finds the reason in the log and nowhere else', async (fault) => {
      const [from, to] = changeOf(fault);
      const { status, text, reason } = await send(mint(example.replace(from, to)));
      expect(status).toBe(401);
      expect(reason).toMatch(fault.reason);
      expect(JSON.parse(text)).toEqual({
        error: { code: 'unauthorized', message: 'The session is missing, expired or not valid.' },
      });
    });
  });
});
