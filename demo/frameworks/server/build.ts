import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { build, type InlineConfig, type PluginOption } from 'vite';
import { compileAngular, linkAngular } from './compile-angular.js';

/** What is built out of a project. */
export interface BuildOptions {
  /** Path of the project; the pages and their sources are in it. */
  readonly project: string;
  /** Folders with an `index.html`, from the project on. */
  readonly pages: readonly string[];
  /** Those among the pages that are rendered on the server: they have a `server` module beside. */
  readonly rendered?: readonly string[];
  /** Configurations for Angular's compiler, from the project on. */
  readonly angular?: readonly string[];
  /** Other packages under the name of some: an older React, for example. */
  readonly alias?: Readonly<Record<string, string>>;
  /** Where the pages go, from the project on; also the path that they are served under. */
  readonly target: string;
}

/** The server's part of a page. */
interface ServerModule {
  /** Renders what takes the placeholder's place in the page; where the page has none, the page as a whole. */
  render(page: string): string | Promise<string>;
}

const TAGS = ['ghl-social-connect', 'ghl-social-accounts'];
const PLACEHOLDER = '<!--app-->';

/** Development builds: the frameworks check and warn there. */
function createConfig({ project, alias = {} }: BuildOptions): InlineConfig {
  const plugins: PluginOption[] = [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => TAGS.includes(tag) } } }),
    svelte({ configFile: false, compilerOptions: { dev: true } }),
    linkAngular(),
  ];
  return {
    root: project,
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: { alias },
    plugins,
  };
}

const buildOptions = { minify: false, target: 'es2022', emptyOutDir: false } as const;

/** Puts what the server's part of each page renders into the page. */
async function renderPages(options: BuildOptions): Promise<void> {
  const { project, target, rendered = [] } = options;
  const outDir = join(project, `${target}-server`);
  const input = Object.fromEntries(rendered.map((page) => [page.replaceAll('/', '-'), join(project, page, 'server')]));
  await build({
    ...createConfig(options),
    ssr: { noExternal: true },
    build: { ...buildOptions, ssr: true, outDir, rolldownOptions: { input } },
  });
  for (const page of rendered) {
    const module = pathToFileURL(join(outDir, `${page.replaceAll('/', '-')}.js`)).href;
    const { render } = (await import(module)) as ServerModule;
    const path = join(project, target, page, 'index.html');
    const template = readFileSync(path, 'utf8');
    const html = await render(template);
    writeFileSync(path, template.includes(PLACEHOLDER) ? template.replace(PLACEHOLDER, () => html) : html);
  }
}

/** Builds the pages of a project, as a host would build its own. */
export async function buildPages(options: BuildOptions): Promise<void> {
  const { project, pages, angular = [], rendered = [], target } = options;
  for (const config of angular) compileAngular(project, config);
  const input = pages.map((page) => join(project, page, 'index.html'));
  await build({
    ...createConfig(options),
    base: `/${target}/`,
    build: { ...buildOptions, outDir: join(project, target), rolldownOptions: { input } },
  });
  if (rendered.length > 0) await renderPages(options);
}
