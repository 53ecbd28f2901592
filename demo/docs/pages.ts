/** A page of the documentation. */
export interface DocPage {
  /** Path below `demo/docs`, without its ending: `guides/popups` is `guides/popups.md` and `guides/popups.html`. */
  readonly path: string;
  readonly title: string;
  /** One sentence for the index that `llms.txt` is, and for search engines. */
  readonly summary: string;
}

/** A group of pages in the navigation. */
export interface DocGroup {
  readonly title: string;
  readonly pages: readonly DocPage[];
}

/** The home page, which is in no group. */
export const HOME: DocPage = {
  path: 'index',
  title: 'ghl-social-connect',
  summary:
    'A web component that connects a social account to a HighLevel (GoHighLevel) location, with a server-side proxy, a simulator for tests, and integrations for frameworks.',
};

/** Every page but the home page, in reading order. */
export const GROUPS: readonly DocGroup[] = [
  {
    title: 'Start',
    pages: [
      {
        path: 'start/quick-start',
        title: 'Quick start',
        summary: 'Connect a simulated account in a page of your own.',
      },
      { path: 'start/playground', title: 'Playground', summary: 'Try every setting in the page and copy the code.' },
      { path: 'start/ids', title: 'Ids and words', summary: 'Which id is which, and where each comes from.' },
    ],
  },
  {
    title: 'Tutorials',
    pages: [
      {
        path: 'server/tutorial-express',
        title: 'Express',
        summary: 'From an empty folder to a stored, verified account, with Express.',
      },
      {
        path: 'server/tutorial-next',
        title: 'Next',
        summary: 'From an empty folder to a stored, verified account, with Next and cookies.',
      },
      {
        path: 'server/tutorial-php',
        title: 'PHP',
        summary: 'From an empty folder to a stored, verified account, with PHP.',
      },
      {
        path: 'server/tutorial-python',
        title: 'Python',
        summary: 'From an empty folder to a stored, verified account, with Python.',
      },
    ],
  },
  {
    title: 'Guides',
    pages: [
      {
        path: 'guides/handling-results',
        title: 'Handling results',
        summary: 'The four outcomes of an attempt and what to do with each.',
      },
      {
        path: 'guides/trust-a-connection',
        title: 'Trust a connection',
        summary: 'Confirm on your server what a browser reports.',
      },
      {
        path: 'guides/account-health',
        title: 'Keep accounts healthy',
        summary: 'See which accounts expire, in a page and on a schedule.',
      },
      {
        path: 'guides/choosing-accounts',
        title: 'Choosing accounts',
        summary: 'Let people choose which pages of a login to attach.',
      },
      {
        path: 'guides/styling',
        title: 'Styling',
        summary: 'Appearance, size, parts, states and custom properties.',
      },
      {
        path: 'guides/translations',
        title: 'Translations',
        summary: 'Seven languages, your own, and how the element picks one.',
      },
      {
        path: 'guides/popups',
        title: 'Popups and COOP',
        summary: 'Popup blockers, opener policies, frames and app shells.',
      },
      {
        path: 'guides/recovery',
        title: 'Recovering a cut-off sign-in',
        summary: 'What happens when a login page cuts the popup off, and what proves a connection then.',
      },
      {
        path: 'guides/content-security-policy',
        title: 'Content Security Policy',
        summary: 'The strictest policy that works, and integrity hashes.',
      },
      {
        path: 'guides/hardening',
        title: 'Hardening',
        summary: 'Seven steps from a tag in a page to a site where a browser decides nothing.',
      },
      {
        path: 'guides/headless',
        title: 'Without the element',
        summary: 'The same attempt with a button of your own.',
      },
      {
        path: 'guides/testing',
        title: 'Testing',
        summary: 'The simulator with Playwright, Web Test Runner and Cypress.',
      },
      {
        path: 'guides/performance',
        title: 'Size and speed',
        summary: 'What the element costs a page, measured beside alternatives.',
      },
      {
        path: 'guides/troubleshooting',
        title: 'Troubleshooting',
        summary: 'Symptoms, causes and fixes.',
      },
    ],
  },
  {
    title: 'Frameworks',
    pages: [
      {
        path: 'frameworks/overview',
        title: 'Overview',
        summary: 'What each framework does with the element, and server rendering.',
      },
      { path: 'frameworks/react', title: 'React', summary: 'Components for React 18 and 19.' },
      { path: 'frameworks/vue', title: 'Vue', summary: 'The tags in Vue templates, with types.' },
      { path: 'frameworks/svelte', title: 'Svelte', summary: 'The tags in Svelte 5, with types.' },
      { path: 'frameworks/angular', title: 'Angular', summary: 'Standalone directives for Angular 20 and later.' },
      { path: 'frameworks/jsx', title: 'Preact and other JSX', summary: 'Types of the tags for Preact and any JSX.' },
    ],
  },
  {
    title: 'Server',
    pages: [
      {
        path: 'server/proxy',
        title: 'The proxy',
        summary: 'A Fetch handler that keeps the HighLevel token on your server.',
      },
      {
        path: 'server/runtimes',
        title: 'Runtimes and frameworks',
        summary: 'The proxy on Node, Express, Hono, Next, Cloudflare Workers, Deno and Bun.',
      },
      {
        path: 'server/session-tokens',
        title: 'Session tokens',
        summary: 'Let pages on another origin use the proxy; in Node, Python and PHP.',
      },
      {
        path: 'server/receipts',
        title: 'Receipts, hooks and audit',
        summary: 'What your backend can trust, and how it verifies that in Node, Python and PHP.',
      },
      {
        path: 'server/one-location',
        title: 'One location',
        summary: 'Serve the proxy for one sub-account with one command.',
      },
      {
        path: 'server/app-tokens',
        title: 'Tokens of an app',
        summary: 'Install a marketplace app and keep the tokens of its locations.',
      },
      {
        path: 'server/many-instances',
        title: 'Many instances',
        summary: 'What instances share, and what happens on a restart, a new key or without the store.',
      },
      {
        path: 'server/stores',
        title: 'Sharing state',
        summary: 'Redis, PostgreSQL, Durable Objects and Deno KV for several instances.',
      },
      {
        path: 'server/inside-highlevel',
        title: 'Inside HighLevel',
        summary: "Pages of a marketplace app that use HighLevel's own sign-in.",
      },
      {
        path: 'server/custom-pages',
        title: 'Recipes for custom pages',
        summary: 'A page inside HighLevel on Express, Next, Workers, Supabase and Python, and with n8n.',
      },
      {
        path: 'server/reverse-proxy',
        title: 'A plain reverse proxy',
        summary: 'What a web server that adds the token can and cannot do.',
      },
    ],
  },
  {
    title: 'Reference',
    pages: [
      {
        path: 'reference/element',
        title: 'Element',
        summary: 'Attributes, properties and methods of <ghl-social-connect>.',
      },
      {
        path: 'reference/accounts',
        title: 'Accounts element',
        summary: 'Every attribute, event and part of the list.',
      },
      { path: 'reference/events', title: 'Events', summary: 'Every event, its detail and when it is dispatched.' },
      { path: 'reference/errors', title: 'Errors', summary: 'Error codes, what they mean and what to do.' },
      {
        path: 'reference/styling',
        title: 'Styling hooks',
        summary: 'Slots, parts, states and custom properties.',
      },
      {
        path: 'reference/connect',
        title: 'Headless API',
        summary: 'ghl-social-connect/connect: options, callbacks, outcome and exports.',
      },
      { path: 'reference/proxy', title: 'Proxy', summary: 'Options, routes, statuses and the log of the proxy.' },
      { path: 'reference/tokens', title: 'Tokens', summary: 'Options and members of createAppTokens.' },
      { path: 'reference/stores', title: 'Stores', summary: 'The operations of a store.' },
      {
        path: 'reference/highlevel',
        title: 'Inside HighLevel: reference',
        summary: 'highLevelSession, requestUserContext and the option userContext.',
      },
      { path: 'reference/cli', title: 'Command line', summary: 'npx ghl-social-connect simulate and proxy.' },
      { path: 'reference/simulator', title: 'Simulator', summary: 'Options, query and scenarios of the simulator.' },
    ],
  },
];

/** Every page of every group. */
export const PAGES: readonly DocPage[] = GROUPS.flatMap(({ pages }) => pages);

/** Where a page's Markdown is, below the project's root. */
export const findFile = ({ path }: DocPage): string => `demo/docs/${path}.md`;
