import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

/** Folder of the project, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a command line in the project's folder; resolves with whether it succeeded, and with everything it printed. */
export function run(command, extraEnv = {}) {
  const child = spawn(command, {
    shell: true,
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...env,
      NO_COLOR: '1',
      PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${env.PATH}`,
      ...extraEnv,
    },
  });
  let output = `$ ${command}\n`;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => (output += text));
  }
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}
