import { SVGPathData } from 'svg-pathdata';
import { describe, expect, it } from 'vitest';
import { BRAND_GLYPHS } from '../../../src/element/icons/brand-glyphs.js';
import brandIcons from '../../../src/element/icons/brands.js';
import { readIcon, readIconClass, registerIcons } from '../../../src/element/icons/icons.js';
import { PLATFORM_NAMES } from '../../../src/protocol/platforms.js';

describe('the brand icons', () => {
  it('are there for every platform, and for nothing else', () => {
    expect(Object.keys(brandIcons).sort()).toEqual([...PLATFORM_NAMES].sort());
  });

  it.each(Object.entries(BRAND_GLYPHS))('%s fills the grid of 24 by 24, up to an edge of 1', (_platform, path) => {
    const { minX, minY, maxX, maxY } = new SVGPathData(path).toAbs().getBounds();
    expect(Math.min(minX, minY)).toBeGreaterThan(0.9);
    expect(Math.max(maxX, maxY)).toBeLessThan(23.1);
    expect(Math.max(maxX - minX, maxY - minY)).toBeGreaterThan(21);
  });

  it('are in use once their module is imported, also where there is no DOM', () => {
    for (const platform of PLATFORM_NAMES) {
      expect(readIcon(platform)).toBe(BRAND_GLYPHS[platform]);
      expect(readIconClass(platform)).toBe('solid');
    }
  });
});

describe('registerIcons', () => {
  it('refuses a name that is no platform, and keeps what was registered', () => {
    registerIcons({ facebook: 'M0 0h24v24z' });
    expect(() => registerIcons({ youtube: 'M0 0z', facebok: 'M1 1z' } as object)).toThrow(
      expect.objectContaining({ code: 'invalid_config', message: 'facebok is not a platform.' }),
    );
    expect(() => registerIcons({ busy: 'M1 1z' } as object)).toThrow('busy');
    expect(readIcon('facebook')).toBe('M0 0h24v24z');
    expect(readIconClass('youtube')).toBe('');
  });

  it('leaves the built-in icon to a platform without one of its own', () => {
    registerIcons({});
    const builtIn = readIcon('facebook');
    registerIcons({ facebook: undefined, threads: '' });
    expect(readIcon('facebook')).toBe(builtIn);
    expect(readIconClass('threads')).toBe('');
    expect(readIcon('no-platform')).toBe(readIcon('other'));
    expect(readIcon('constructor')).toBe(readIcon('other'));
  });
});
