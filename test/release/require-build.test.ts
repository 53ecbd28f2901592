import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execPath } from 'node:process';
import { expect, it, onTestFinished } from 'vitest';

const SCRIPT = resolve('test/release/require-build.mjs');
const MANIFEST = {
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './cdn/*': './dist/cdn/*' },
  bin: './dist/main.js',
};

/** Runs the script in a package that has these files in `dist`. */
function runWith(files: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-pack-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST));
  mkdirSync(join(folder, 'dist'));
  for (const name of files) writeFileSync(join(folder, 'dist', name), '');
  return spawnSync(execPath, [SCRIPT], { cwd: folder, encoding: 'utf8' });
}

it('a package that was built is packed', () => {
  expect(runWith(['index.d.ts', 'index.js', 'main.js'])).toMatchObject({ status: 0, stderr: '' });
});

it('a package that was not built is not packed, and the message says how to build it', () => {
  const { status, stderr } = runWith(['index.d.ts', 'index.js']);
  expect(status).toBe(1);
  expect(stderr).toBe('package.json names files that do not exist, such as ./dist/main.js.\nRun: npm run build\n');
});
