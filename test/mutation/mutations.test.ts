import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MUTATIONS } from './mutations.mjs';

// The run of them all takes long; that each still has its guard to take away is known at once.
it.each(MUTATIONS)('the guard "$name" is in its file, once', ({ file, find, put }) => {
  expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2);
  expect(put).not.toBe(find);
});
