import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findBrowser, PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { startCommand, waitForOrigin } from '../cli/fixture.js';
import { serveFolder } from '../docs/site-fixture.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHROMIUM = findBrowser('chromium');
const POLICY = "default-src 'self'";

/** The code blocks of a document below a heading. */
function readCode(document: string, heading: string, language: string): readonly string[] {
  const text = readFileSync(ROOT + document, 'utf8');
  const section = text.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);
}

const QUICK_START = 'demo/docs/start/quick-start.md';
const TAGS = [
  ...readCode('README.md', 'With a script tag', 'html'),
  ...readCode(QUICK_START, 'Without a bundler', 'html'),
]
  .filter((code) => code.includes('<script'))
  .map((code, index) => [index, code] as const);
const BUTTON = readCode('README.md', 'With a script tag', 'html').find((code) =>
  code.startsWith('<ghl-social-connect'),
);

/** Installs the packed package into an empty folder; what it depends on is linked, since no test uses a network. */
function installPackage(folder: string): void {
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const report = JSON.parse(packed) as { filename: string }[] | Record<string, { filename: string }>;
  const { filename } = Object.values(report)[0]!;
  const target = join(folder, 'node_modules/ghl-social-connect');
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', target]);
  const { dependencies } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), link);
  }
}

// Skipped where there is no Chromium, which `npm test` installs.
describe.skipIf(CHROMIUM === undefined)('in an empty folder, with the tarball and the documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-consumer-'));
  let browser: Browser;

  beforeAll(async () => {
    installPackage(folder);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the page of a folder, connects through the simulator, and resolves with the outcome. */
  async function connectOn(site: string): Promise<string> {
    const highLevel = await waitForOrigin(startCommand(['simulate', '--port', '0', '--consent', 'allow']));
    const { origin, server } = await serveFolder(site, POLICY);
    const page = await browser.newPage();
    page.context().setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${origin}/index.html`);
    const button = page.locator('ghl-social-connect');
    // The listeners must be there before the click. The object keeps the promise from being awaited here.
    const outcome = await button.evaluateHandle(
      (element, settings) => ({
        name: new Promise<string>((resolve) => {
          Object.assign(element, settings);
          for (const name of ['account-connected', 'connect-failed', 'connect-cancelled', 'connect-unconfirmed']) {
            element.addEventListener(name, () => resolve(name));
          }
        }),
      }),
      {
        startUrl: `${highLevel}/social-media-posting/oauth/{platform}/start`,
        allowedOrigins: highLevel,
      },
    );
    await page.getByRole('button').click();
    const result = await outcome.evaluate(({ name }) => name);
    await page.close();
    server.close();
    return result;
  }

  /** Files of the package that a tag names: the script, and the core that is to be loaded early. */
  const listFiles = (tag: string) =>
    [...tag.matchAll(/="https:\/\/cdn\.example\/ghl-social-connect@[\d.]+\/([^"]+)"/g)].map(([, file = '']) => file);
  const findFile = (tag: string) => listFiles(tag).at(-1)!;

  /** The hash that the package's `sri.json` gives for the file of a script tag. */
  function readHash(tag: string): string {
    const sri = readFileSync(join(folder, 'node_modules/ghl-social-connect/dist/cdn/sri.json'), 'utf8');
    return (JSON.parse(sri) as Record<string, string>)[basename(findFile(tag))]!;
  }

  /** A page with a script tag and a hash, which gets the file from the package. */
  function writePage(name: string, tag: string, hash: string): string {
    const file = findFile(tag);
    const site = join(folder, name);
    cpSync(join(folder, 'node_modules/ghl-social-connect', dirname(file)), site, { recursive: true });
    const local = tag
      .replaceAll(/"https:[^"]+\/([^"/]+)"/g, '"/$1"')
      .replace(' src=', ` integrity="${hash}" crossorigin="anonymous" src=`);
    writeFileSync(join(site, 'index.html'), `<!doctype html><title>Page</title>${local}${BUTTON}`);
    return site;
  }

  it.each(TAGS)('script tag %i of the documents names files of the package', (_index, tag) => {
    expect(listFiles(tag)).not.toEqual([]);
    for (const file of listFiles(tag)) {
      expect(existsSync(join(folder, 'node_modules/ghl-social-connect', file)), file).toBe(true);
    }
  });

  it.each(TAGS)('script tag %i of the documents connects an account, with the hash of sri.json', async (index, tag) => {
    expect(await connectOn(writePage(`tag-${index}`, tag, readHash(tag)))).toBe('account-connected');
  });

  it.each(TAGS)('script tag %i with the hash of another file defines nothing', async (index, tag) => {
    const [, other = ''] = TAGS.find(([, candidate]) => findFile(candidate) !== findFile(tag))!;
    const { origin, server } = await serveFolder(writePage(`wrong-${index}`, tag, readHash(other)), POLICY);
    const page = await browser.newPage();
    page.context().setDefaultTimeout(PATIENCE_MS);
    const refused = page.waitForEvent('console', (message) => message.text().includes('integrity'));
    await page.goto(`${origin}/index.html`);
    await refused;
    expect(await page.evaluate(() => customElements.get('ghl-social-connect') === undefined)).toBe(true);
    await page.close();
    server.close();
  });

  /** Builds what is in the folder with Vite. */
  function bundle(): void {
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    execFileSync(process.execPath, [vite, 'build', folder, '--logLevel', 'error'], { cwd: folder, stdio: 'pipe' });
  }

  it('the code of the README for npm, bundled by Vite, connects an account', async () => {
    const [code = ''] = readCode('README.md', 'From npm', 'ts');
    writeFileSync(join(folder, 'main.ts'), code);
    writeFileSync(
      join(folder, 'index.html'),
      '<!doctype html><title>Page</title><body><script type="module" src="/main.ts"></script></body>',
    );
    bundle();
    expect(await connectOn(join(folder, 'dist'))).toBe('account-connected');
  });

  it('the page of the quick start, bundled by Vite, connects and shows the result', async () => {
    const highLevel = await waitForOrigin(startCommand(['simulate', '--port', '0']));
    const [html = ''] = readCode(QUICK_START, '3. Write the page', 'html');
    const [code = ''] = readCode(QUICK_START, '3. Write the page', 'js');
    expect(html).toContain('http://localhost:4010');
    writeFileSync(join(folder, 'index.html'), html.replaceAll('http://localhost:4010', highLevel));
    writeFileSync(join(folder, 'main.js'), code);
    bundle();
    const { origin, server } = await serveFolder(join(folder, 'dist'), POLICY);
    const page = await browser.newPage();
    page.context().setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${origin}/`);
    for (const [decision, result] of [
      ['Cancel', 'Cancelled: denied'],
      ['Allow', /^Connected to facebook: [0-9a-f]{24}$/],
    ] as const) {
      const popup = page.waitForEvent('popup');
      await page.getByRole('button', { name: 'Connect Facebook' }).click();
      await (await popup).getByRole('button', { name: decision }).click();
      await page.locator('#result', { hasText: result }).waitFor();
    }
    await page.getByRole('button', { name: 'Facebook connected' }).waitFor();
    await page.close();
    server.close();
  });

  it('the command runs', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'node_modules/ghl-social-connect/package.json'), 'utf8')) as {
      bin: string;
    };
    const command = join(folder, 'node_modules/ghl-social-connect', manifest.bin);
    expect(execFileSync(process.execPath, [command, '--help'], { encoding: 'utf8' })).toContain('Usage:');
  });
});
