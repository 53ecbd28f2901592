import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import type { Machine } from './render.js';

/** Where the pictures are that the tests compare with. */
export const BASELINES = fileURLToPath(new URL('baselines/', import.meta.url));

/** What those pictures were rendered with. */
export const MACHINE_FILE = `${BASELINES}machine.json`;

/** How far one pixel's colour may be off, from 0 to 1, before it counts as another; what smooths edges never counts. */
const COLOUR_TOLERANCE = 0.1;

/** Pixels of another colour that are let pass in one picture: a stray one, but no letter and no line. */
const MAX_DIFFERENT_PIXELS = 8;

/** Why pictures of `machine` cannot be compared; `undefined` if they can. */
export function findObstacle(machine: Machine): string | undefined {
  const expected = JSON.parse(readFileSync(MACHINE_FILE, 'utf8')) as Machine;
  if (machine.browser !== expected.browser) {
    return `The pictures are of ${expected.browser}, this is ${machine.browser}.`;
  }
  if (machine.text !== expected.text) return 'This machine draws DejaVu Sans differently, or does not have it.';
  return undefined;
}

/** What is different between `picture` and the baseline of this name; `undefined` if nothing that shows. */
export function findDifference(name: string, picture: Uint8Array): string | undefined {
  const actual = PNG.sync.read(Buffer.from(picture));
  const expected = PNG.sync.read(readFileSync(`${BASELINES}${name}`));
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) {
    return `${name} is ${actual.width} × ${actual.height}, not ${width} × ${height}.`;
  }
  const different = pixelmatch(actual.data, expected.data, undefined, width, height, { threshold: COLOUR_TOLERANCE });
  return different > MAX_DIFFERENT_PIXELS ? `${name} differs in ${different} pixels.` : undefined;
}
