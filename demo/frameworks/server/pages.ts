import type { BuildOptions } from './build.js';

/** A build of some pages; the project is the same for all. */
export type PageBuild = Omit<BuildOptions, 'project'>;

/** What a build takes to have React 18 where the pages say React. */
export const REACT_18 = { react: 'react-18', 'react-dom': 'react-dom-18' } as const;

const SERVER_RENDERED = ['demo/react', 'demo/vue', 'demo/svelte', 'demo/angular'];

/** How the demo's pages are built, from a project with this folder as `demo`. */
export const DEMO_BUILDS: readonly PageBuild[] = [
  {
    pages: ['demo/html', ...SERVER_RENDERED],
    rendered: SERVER_RENDERED,
    angular: ['demo/angular/tsconfig.json'],
    target: 'pages',
  },
  { pages: ['demo/react'], rendered: ['demo/react'], alias: REACT_18, target: 'pages-18' },
];

/** Each page, and where it is served. */
export const DEMO_PATHS = {
  'plain HTML': '/pages/demo/html/',
  React: '/pages/demo/react/',
  'React 18': '/pages-18/demo/react/',
  Vue: '/pages/demo/vue/',
  Svelte: '/pages/demo/svelte/',
  Angular: '/pages/demo/angular/',
} as const;
