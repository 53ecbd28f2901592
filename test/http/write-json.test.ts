import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { writeJson } from '../../src/http/write-json.js';

interface Patched {
  toJSON?: () => unknown;
}
afterEach(() => {
  for (const { prototype } of [Object, Array, String, Number, Boolean]) delete (prototype as Patched).toJSON;
});

describe('writeJson', () => {
  it('writes plain data so that it reads back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(JSON.parse(writeJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [[undefined, NaN, Infinity, () => 1], '[null,null,null,null]'],
    ['\ud800 and 😀', '"\\ud800 and \\ud83d\\ude00"'],
    ['"\\\u0000\n', '"\\u0022\\u005c\\u0000\\u000a"'],
  ])('writes %j as %s', (value, json) => {
    expect(writeJson(value)).toBe(json);
  });

  it.each([
    ['Array', Array.prototype],
    ['Object', Object.prototype],
    ['String', String.prototype],
  ])('is not changed by a toJSON that the page has added to %s.prototype', (_name, prototype) => {
    Object.defineProperty(prototype, 'toJSON', { value: () => 'patched', configurable: true, enumerable: true });
    const [json, patched] = [writeJson({ list: ['x'] }), JSON.stringify({ list: ['x'] })];
    delete (prototype as Patched).toJSON;
    expect(json).toBe('{"list":["x"]}');
    // The twin: where it matters, JSON.stringify is changed.
    if (prototype !== String.prototype) expect(patched).toContain('patched');
  });
});
