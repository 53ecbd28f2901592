import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages } from '../../demo/frameworks/server/build.js';
import { createProject } from '../../demo/frameworks/server/install.js';
import type { PageBuild } from '../../demo/frameworks/server/pages.js';
import { servePages, type PageServer } from '../../demo/frameworks/server/serve.js';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Builds pages on the packed package and serves them; needs `npm run build` before.
 *
 * @param sources Folders to build from, by the names that the builds call them.
 */
export async function createSite(
  sources: Readonly<Record<string, string>>,
  builds: readonly PageBuild[],
): Promise<PageServer> {
  const project = createProject(
    ROOT,
    Object.fromEntries(Object.entries(sources).map(([name, path]) => [name, join(ROOT, path)])),
  );
  for (const build of builds) await buildPages({ project, ...build });
  const server = await servePages(project);
  return {
    ...server,
    async close() {
      await server.close();
      rmSync(project, { recursive: true });
    },
  };
}
