import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const FINDER = fileURLToPath(new URL('../browsers/find-browsers.mjs', import.meta.url));

/** Path of the machine's Chromium; `undefined` if it has none. */
export function findChromium(): string | undefined {
  const script = `import { findBrowser } from ${JSON.stringify(FINDER)}; console.log(findBrowser('chromium') ?? '');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}
