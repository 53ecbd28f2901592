import { fileURLToPath } from 'node:url';
import { launch, type CDPSession, type ElementHandle, type Page } from 'puppeteer-core';
import { createServer, type Plugin } from 'vite';
import { CHROMIUM_ARGS, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { LOOKS, type Look } from './looks.js';
import { answerAsProxy } from './played-proxy.js';

/** What the pictures depend on besides the element. */
export interface Machine {
  /** Name and major version. */
  readonly browser: string;
  /** Digest of a text in the gallery's font, drawn on a canvas: other fonts or another way to draw them give another. */
  readonly text: string;
}

/** The gallery, rendered. */
export interface Rendering {
  readonly machine: Machine;
  /** PNG files by name: `{look}-{section}.png`. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One way to draw on every machine: no graphics card, no hinting, no colours at the edges of letters. */
const DRAWING_ARGS = [
  ...CHROMIUM_ARGS,
  '--disable-lcd-text',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/** So high that nothing is ever out of sight: pictures that are, load late. */
const HEIGHT = 9000;

const AVATAR = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#0d9488" d="M0 0h8v8H0z"/><circle cx="4" cy="4" r="2" fill="#fff"/></svg>`;

const playProxy: Plugin = {
  name: 'play-proxy',
  configureServer({ middlewares }) {
    middlewares.use('/proxy', (request, response, next) => void answerAsProxy(request, response).catch(next));
  },
};

async function serveGallery() {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    plugins: [playProxy],
    server: { host: 'localhost', port: 0, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    logLevel: 'error',
  });
  await server.listen();
  const [origin] = server.resolvedUrls?.local ?? [];
  if (!origin) throw new Error('The gallery is not served.');
  return { url: new URL('test/visual/gallery.html', origin).href, close: () => server.close() };
}

/** Nothing leaves this machine: pictures of accounts are played, too. */
async function keepOffTheNetwork(page: Page): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname === 'avatars.example') return void request.respond({ contentType: 'image/svg+xml', body: AVATAR });
    if (hostname === 'localhost' || protocol === 'data:' || protocol === 'about:') return void request.continue();
    void request.abort();
  });
}

async function emulate(page: Page, client: CDPSession, { width, scheme, forcedColors }: Look): Promise<void> {
  await page.setViewport({ width, height: HEIGHT, deviceScaleFactor: 1 });
  const features = [
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'forced-colors', value: forcedColors ? 'active' : 'none' },
  ];
  await client.send('Emulation.setEmulatedMedia', { features });
}

/** Hovers, focuses and presses more than one button at a time. */
async function forcePseudoClasses(client: CDPSession): Promise<void> {
  await client.send('DOM.enable');
  await client.send('CSS.enable');
  await client.send('DOM.getDocument');
  const evaluate = (expression: string) => client.send('Runtime.evaluate', { expression });
  const { result } = await evaluate('document.querySelectorAll("[data-pseudo]:not([data-pseudo=\'\'])").length');
  for (let index = 0; index < result.value; index += 1) {
    const figure = `document.querySelectorAll("[data-pseudo]:not([data-pseudo=''])")[${index}]`;
    const names = await evaluate(`${figure}.dataset.pseudo`);
    const button = await evaluate(`${figure}.lastElementChild.shadowRoot.querySelector('button')`);
    const { nodeId } = await client.send('DOM.requestNode', { objectId: button.result.objectId ?? '' });
    await client.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: names.result.value.split(' ') });
  }
}

/** Runs in the page. */
async function digestText(): Promise<string> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 120 });
  const context = canvas.getContext('2d');
  for (const [index, weight] of ['400', '500', '600'].entries()) {
    if (context) context.font = `${weight} 15px 'DejaVu Sans'`;
    context?.fillText('Handgloves & 0123456789 … « » Лесной مخبز الياسمين', 4, 30 * (index + 1));
  }
  const bytes = new TextEncoder().encode(canvas.toDataURL());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function waitUntilReady(page: Page): Promise<void> {
  try {
    await page.waitForSelector('[data-ready]');
  } catch (cause) {
    const waiting = await page.evaluate(() => document.documentElement.dataset.waiting);
    throw new Error(`The gallery did not get to: ${waiting}.`, { cause });
  }
}

/** Runs before the page's scripts: a slow machine must not turn what loads for ever into what has failed. */
function stopTimeLimits(): void {
  const start = globalThis.setTimeout.bind(globalThis);
  const startShort = (handler: () => void, ms = 0) => (ms < 5_000 ? start(handler, ms) : 0);
  Object.assign(globalThis, { setTimeout: startShort });
}

/** Browsers paint rows with `content-visibility` a frame late: a picture counts when a second one is the same. */
async function takePicture(section: ElementHandle): Promise<Uint8Array> {
  let previous = await section.screenshot();
  for (;;) {
    const next = await section.screenshot();
    if (Buffer.compare(previous, next) === 0) return next;
    previous = next;
  }
}

/** Renders the sections of the gallery in every look: all, or those whose pictures `wanted` names. */
export async function renderGallery(executablePath: string, wanted?: ReadonlySet<string>): Promise<Rendering> {
  const gallery = await serveGallery();
  const browser = await launch({ executablePath, args: DRAWING_ARGS });
  const pictures = new Map<string, Uint8Array>();
  let text = '';

  async function renderLook(name: string, look: Look): Promise<void> {
    const query = new URLSearchParams(look.query);
    for (const picture of wanted ?? []) {
      if (picture.startsWith(`${name}-`)) query.append('section', picture.slice(name.length + 1, -'.png'.length));
    }
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const failed = new Promise<never>((_resolve, reject) => page.on('pageerror', reject));
    const client = await page.createCDPSession();
    await emulate(page, client, look);
    await keepOffTheNetwork(page);
    await page.evaluateOnNewDocument(stopTimeLimits);
    await page.goto(`${gallery.url}?${query}`);
    await Promise.race([waitUntilReady(page), failed]);
    await forcePseudoClasses(client);
    text ||= await page.evaluate(digestText);
    for (const section of await page.$$('section')) {
      const id = await section.evaluate((element) => element.id);
      pictures.set(`${name}-${id}.png`, await takePicture(section));
    }
    await page.close();
  }

  try {
    for (const [name, look] of Object.entries(LOOKS)) await renderLook(name, look);
    const [version = ''] = (await browser.version()).split('.');
    return { machine: { browser: version, text }, pictures };
  } finally {
    await browser.close();
    await gallery.close();
  }
}
