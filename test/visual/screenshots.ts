import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { CHROMIUM_ARGS, findBrowser } from '../browsers/find-browsers.mjs';
import { BASELINES, MACHINE_FILE } from './baselines.js';
import { COMPARED } from './looks.js';
import { renderGallery, type Rendering } from './render.js';

/** The README's own pictures, by look. */
const COVERS = fileURLToPath(new URL('../../demo/pictures/', import.meta.url));

const OUTPUT = fileURLToPath(new URL('output/', import.meta.url));

async function writePictures(folder: string, pictures: Iterable<[string, Uint8Array]>): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Those of scenes that are gone. A drawing beside them is somebody's work.
  const old = (await readdir(folder)).filter((name) => name.endsWith('.png'));
  await Promise.all(old.map((name) => rm(`${folder}${name}`)));
  for (const [name, picture] of pictures) await writeFile(`${folder}${name}`, picture);
}

function createContactSheet({ pictures }: Rendering): string {
  const figures = [...pictures.keys()].map(
    (name) => `<figure><figcaption>${name}</figcaption><img src="${name}" alt=""></figure>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Contact sheet</title>
<style>
body { margin: 16px; width: 3600px; columns: 4; background: #d4d4d8; font: 16px monospace }
figure { margin: 0 0 24px; break-inside: avoid }
img { max-width: 100% }
</style>
${figures.join('\n')}
</html>
`;
}

async function photographContactSheet(executablePath: string): Promise<void> {
  const browser = await launch({ executablePath, args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 3660, height: 1000 });
    await page.goto(`file://${OUTPUT}index.html`);
    await page.screenshot({ path: `${OUTPUT}contact-sheet.png`, fullPage: true });
  } finally {
    await browser.close();
  }
}

/** Renders everything into `output/`; with `update`, into the baselines as well. */
export async function takeScreenshots({ update }: { readonly update: boolean }): Promise<void> {
  const executablePath = findBrowser('chromium');
  if (!executablePath) throw new Error('Chromium is not installed. `npm test` installs it, or says what to do.');
  const rendering = await renderGallery(executablePath);
  await writePictures(OUTPUT, rendering.pictures);
  await writeFile(`${OUTPUT}index.html`, createContactSheet(rendering));
  await photographContactSheet(executablePath);
  console.log(`${OUTPUT}index.html`);
  if (!update) return;
  const compared = [...rendering.pictures].filter(([name]) => COMPARED.has(name));
  await writePictures(BASELINES, compared);
  const covers = ['light', 'dark'].flatMap((look) => [
    [`${look}.png`, rendering.pictures.get(`${look}-cover.png`)] as const,
    [`accounts-${look}.png`, rendering.pictures.get(`${look}-accounts-cover.png`)] as const,
  ]);
  await writePictures(
    COVERS,
    covers.flatMap(([name, picture]) => (picture ? [[name, picture]] : [])),
  );
  await writeFile(MACHINE_FILE, `${JSON.stringify(rendering.machine, null, 2)}\n`);
  console.log(BASELINES);
}
