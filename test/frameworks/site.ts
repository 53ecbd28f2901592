import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages, type BuildOptions } from '../../demo/frameworks/server/build.js';
import { createProject } from '../../demo/frameworks/server/install.js';
import { servePages, type PageServer } from '../../demo/frameworks/server/serve.js';

const ROOT = join(import.meta.dirname, '../..');

/** The page builds of a site; the project is the same for all. */
export type Build = Omit<BuildOptions, 'project'>;

/** What a build takes to have React 18 where the pages say React. */
export const REACT_18 = { react: 'react-18', 'react-dom': 'react-dom-18' } as const;

/**
 * Builds pages on the packed package and serves them; needs `npm run build` before.
 *
 * @param sources Folders to build from, by the names that the builds call them.
 */
export async function createSite(
  sources: Readonly<Record<string, string>>,
  builds: readonly Build[],
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
