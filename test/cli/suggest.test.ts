import { describe, expect, it } from 'vitest';
import { suggest } from '../../src/cli/arguments/suggest.js';

const NAMES = ['simulate', 'proxy', 'expired', 'expires-soon'];

describe('suggest', () => {
  it.each([
    ['simulat', 'simulate'],
    ['simulates', 'simulate'],
    ['smiulate', 'simulate'],
    ['sim', 'simulate'],
    ['prxoy', 'proxy'],
    ['expirde', 'expired'],
    ['expire-soon', 'expires-soon'],
  ])('%s: %s', (wrong, meant) => {
    expect(suggest(wrong, NAMES)).toBe(` Did you mean "${meant}"?`);
  });

  it.each(['', 'x', 'serve', 'something else'])('nothing for "%s"', (wrong) => {
    expect(suggest(wrong, NAMES)).toBe('');
  });
});
