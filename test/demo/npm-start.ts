import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm start` runs, with HighLevel simulated. */
export interface RunningDemo {
  /** Where the page is. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Starts the demo, on `port` or the next that is free, and waits until all its servers run. */
export async function startDemo(port: number): Promise<RunningDemo> {
  const vite = spawn(process.execPath, [`${ROOT}node_modules/vite/bin/vite.js`, '--port', String(port)], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', GHL_TOKEN: '', GHL_LOCATION_ID: '', GHL_USER_ID: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(vite, 'exit');
  let origin: string | undefined;
  for await (const line of createInterface({ input: vite.stdout })) {
    origin ??= /Page\s+(http:\S+)/.exec(line)?.[1];
    if (line.includes('Proxy')) break;
  }
  if (!origin) throw new Error('The demo ended before it had begun.');
  vite.stdout.resume();
  return {
    origin,
    stop: async () => {
      vite.kill();
      await ended;
    },
  };
}
