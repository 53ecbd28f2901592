import { beforeAll, describe, it } from 'vitest';
import { findBrowser } from '../browsers/find-browsers.mjs';
import { findDifference, findObstacle } from './baselines.js';
import { COMPARED } from './looks.js';
import { renderGallery, type Rendering } from './render.js';

const executablePath = findBrowser('chromium');

describe.skipIf(!executablePath)('the element looks as it did', () => {
  let rendering: Rendering;
  let obstacle: string | undefined;

  beforeAll(async () => {
    rendering = await renderGallery(executablePath ?? '', COMPARED);
    obstacle = findObstacle(rendering.machine);
  });

  for (const name of COMPARED) {
    it(name, ({ skip }) => {
      // Another browser or another font draws another picture of the same element.
      if (obstacle) skip(obstacle);
      const picture = rendering.pictures.get(name);
      const difference = picture ? findDifference(name, picture) : `The gallery has no ${name} any more.`;
      if (difference) throw new Error(`${difference} See npm run screenshots; -- --update if it is meant.`);
    });
  }
});
