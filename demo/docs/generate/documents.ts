import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { findFile, HOME, PAGES } from '../pages.js';
import { createCommandHelp, createScenarioTable } from './command-line.js';
import { createPageList } from './llms.js';
import { fillMarkers } from './markers.js';
import { readRecipes } from './recipes.js';
import { createScriptTags } from './script-tags.js';
import { createApiTables } from './tables.js';
import { createTypeTables } from './type-tables.js';

/** A file of the project that is generated, whole or in part. */
export interface GeneratedFile {
  /** Below the project's root. */
  readonly path: string;
  /** What it should hold. */
  readonly text: string;
}

const DOCUMENTS = ['README.md', ...[HOME, ...PAGES].map(findFile)];

async function tidy(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

/**
 * Every generated file of the project in the folder `root`, as the sources and the last build say it should be.
 *
 * @param root Ends with a slash.
 */
export async function createDocuments(root: string): Promise<readonly GeneratedFile[]> {
  const sections = {
    ...createApiTables(root),
    ...createTypeTables(root),
    ...createScriptTags(),
    ...readRecipes(root),
    pages: createPageList(),
    scenarios: createScenarioTable(),
    'command-line': createCommandHelp(root),
  };
  return Promise.all(
    DOCUMENTS.map(async (path) => {
      const text = await tidy(root + path, fillMarkers(readFileSync(root + path, 'utf8'), sections));
      return { path, text };
    }),
  );
}
