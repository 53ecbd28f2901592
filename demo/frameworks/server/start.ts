import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages } from './build.js';
import { createProject } from './install.js';
import { DEMO_BUILDS, DEMO_PATHS } from './pages.js';
import { servePages } from './serve.js';

const PORT = 5180;
const ROOT = join(import.meta.dirname, '../../..');

/** Builds the demo's pages on the packed package, serves them until the process ends, and says where they are. */
export async function startDemo(): Promise<void> {
  const project = createProject(ROOT, { demo: join(ROOT, 'demo/frameworks') });
  process.on('exit', () => rmSync(project, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit());
  for (const build of DEMO_BUILDS) await buildPages({ project, ...build });
  const { origin } = await servePages(project, PORT);
  for (const [name, path] of Object.entries(DEMO_PATHS)) console.log(`  ${name.padEnd(12)}${origin}${path}`);
}
