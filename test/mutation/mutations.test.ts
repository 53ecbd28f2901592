import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MUTATIONS } from './mutations.mjs';

// Running all mutations takes long, so this only checks that each still finds its guard.
it.each(MUTATIONS)('the guard "$name" exists exactly once in its file', ({ file, find, put }) => {
  expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2);
  expect(put).not.toBe(find);
});
