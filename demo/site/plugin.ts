import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { createLlmsText } from './generate/llms.js';
import { createDocument, createSearchIndex, readPages } from './pages.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = `${ROOT}demo/docs/`;

const searchIndex = (): string => JSON.stringify(createSearchIndex(readPages(ROOT)));
const llmsText = (): string => createLlmsText(ROOT);

/** A page's document; `undefined` if there is no page of that name. */
function readDocument(name: string, demo?: string): string | undefined {
  const pages = readPages(ROOT);
  const page = pages.find((candidate) => candidate.name === name);
  return page && createDocument(pages, page, demo);
}

/** The pages that a build starts from. */
export const SITE_INPUT: readonly string[] = readPages(ROOT).map(({ name }) => FOLDER + name);

/**
 * The documentation, at `/docs/`: pages made of the guides, the README and the manifest, read anew with each request while
 * serving, and written once when building.
 */
export function docsSite(): Plugin {
  return {
    name: 'docs-site',
    resolveId: (id) => (SITE_INPUT.includes(id) ? id : undefined),
    load: (id) => (SITE_INPUT.includes(id) ? readDocument(id.slice(FOLDER.length)) : undefined),
    configureServer(server) {
      server.middlewares.use('/docs', (request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        if (request.originalUrl === '/docs') return response.writeHead(302, { location: '/docs/' }).end();
        if (path === '/search.json') return response.setHeader('content-type', 'application/json').end(searchIndex());
        if (path === '/llms.txt')
          return response.setHeader('content-type', 'text/plain; charset=utf-8').end(llmsText());
        const html = readDocument(path === '/' ? 'index.html' : path.slice(1), '/');
        if (html === undefined) return next();
        server
          .transformIndexHtml(`/docs${path}`, html)
          .then((text) => response.setHeader('content-type', 'text/html; charset=utf-8').end(text), next);
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'docs/search.json', source: searchIndex() });
      this.emitFile({ type: 'asset', fileName: 'docs/llms.txt', source: llmsText() });
    },
  };
}
