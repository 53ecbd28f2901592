import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What a row of the table promises: code that its file must contain, or a file of its folder. */
const PROMISES: Readonly<Record<string, RegExp>> = {
  'an English text that people read': /'Sign-in was cancelled\.'/,
  'an attribute, its type or its default': /\bdebug: flag\b/,
  'an event or its `detail`': /class AccountConnectedEvent\b/,
  'colours, sizes and shapes of the button': /\bborder-radius\b/,
  'how an account in the picker looks': /\bfunction renderOption\(/,
  'how an attempt ends': /status: 'cancelled'/,
  "what counts as HighLevel's message": /\bfunction parseSocialPlannerMessage\(/,
  "the address of one of HighLevel's routes": /'oauth\/\{platform\}\/start'/,
  'the order in which the proxy checks a request': /\bauthenticate\([^]*\bcheckAccess\(/,
  'a scenario of the simulator': /\bSCENARIOS = \{/,
};

const [, section = ''] = readFileSync('CONTRIBUTING.md', 'utf8').split('## Find your way in ten minutes\n');
const rows = [...section.split('\n## ')[0]!.matchAll(/^\| (.+?) +\| `(src\/[^`]+)` +\|$/gm)].map(
  ([, task = '', path = '']) => [task, path] as const,
);

function readCode(path: string): string {
  if (statSync(path).isFile()) return readFileSync(path, 'utf8');
  return readdirSync(path)
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('\n');
}

describe('the table in CONTRIBUTING.md of which file to open', () => {
  it('has a row for each of at least ten tasks', () => {
    expect(rows.map(([task]) => task).sort()).toEqual(Object.keys(PROMISES).sort());
    expect(rows.length).toBeGreaterThanOrEqual(10);
  });

  it.each(rows)('leads for "%s" to %s, which contains it', (task, path) => {
    expect(readCode(path)).toMatch(PROMISES[task]!);
  });
});
