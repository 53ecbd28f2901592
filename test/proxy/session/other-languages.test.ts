import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verifySessionToken } from '../../../src/proxy/index.js';

const GUIDE = readFileSync(
  fileURLToPath(new URL('../../../demo/docs/server/session-tokens.md', import.meta.url)),
  'utf8',
);
const KEY = 'a-key-of-the-tests-with-40-characters-ok';

function readExample(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(GUIDE)?.[1] ?? '';
}

const LANGUAGES = [
  {
    name: 'Python',
    program: 'python3',
    run: (key: string) => [
      '-c',
      `${readExample('python')}\nprint(mint_session_token("${key}", "loc1", "user1"), end="")`,
    ],
    limit: (key: string) => [
      '-c',
      `${readExample('python')}\nprint(mint_session_token("${key}", "loc1", "user1", ["list", "disconnect"]), end="")`,
    ],
  },
  {
    name: 'PHP',
    program: 'php',
    run: (key: string) => ['-r', `${readExample('php')}\necho mint_session_token('${key}', 'loc1', 'user1');`],
    limit: (key: string) => [
      '-r',
      `${readExample('php')}\necho mint_session_token('${key}', 'loc1', 'user1', ['list', 'disconnect']);`,
    ],
  },
];

describe.each(LANGUAGES)("the guide's example in $name", ({ name, program, run, limit }) => {
  it('is there', () => {
    expect(readExample(name.toLowerCase())).toContain('mint_session_token');
  });

  // The project needs neither language for anything else.
  const isInstalled = spawnSync(program, ['--version']).status === 0;

  it.skipIf(!isInstalled)(
    `mints tokens that the proxy takes${isInstalled ? '' : ` (${program} is not installed)`}`,
    async () => {
      const { stdout, stderr } = spawnSync(program, run(KEY), { encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(await verifySessionToken(stdout, { key: KEY })).toEqual({
        locationId: 'loc1',
        userId: 'user1',
        can: ['connect', 'attach', 'list'],
      });
      const limited = spawnSync(program, limit(KEY), { encoding: 'utf8' }).stdout;
      expect((await verifySessionToken(limited, { key: KEY })).can).toEqual(['list', 'disconnect']);
      const forged = spawnSync(program, run(KEY.replace('a', 'b')), { encoding: 'utf8' }).stdout;
      await expect(verifySessionToken(forged, { key: KEY })).rejects.toMatchObject({ code: 'unauthorized' });
    },
  );
});
