import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createCharts, createSection, fillSection, type Results } from './report.mjs';

type Sizes = Readonly<Record<string, { readonly brotli: number }>>;
interface SizeResults {
  readonly cdn: { readonly load: Sizes; readonly parts: Sizes; readonly single: Sizes };
}

const results = JSON.parse(readFileSync('test/bench/results.json', 'utf8')) as Results;

describe('the figures in the documents', () => {
  it.each(['demo/docs/guides/performance.md'])('%s contains the measured figures', async (file) => {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('<!-- begin: size-and-speed -->');
    expect(text).toBe(await fillSection(text, createSection(results), file));
  });

  it('state for each goal whether it is met', () => {
    const click = { median: 0.2, sameTask: false };
    const ratios = { toBareLit: 2, toAuth0: 0.41 };
    const evaluation = { ratios, goals: { toBareLit: 2, toAuth0: 0.4 } };
    const section = createSection({ size: results['size'], evaluation, click });
    expect(section).toContain('| 2 × | at most 2 × | met |');
    expect(section).toContain('| 0.41 × | at most 0.4 × | missed |');
    expect(section).toContain('| 0.2 ms, later task | same task | missed |');
  });

  it.each(Object.entries(createCharts(results)))('the chart %s is drawn from the measured figures', (file, chart) => {
    expect(readFileSync(`test/bench/charts/${file}`, 'utf8')).toBe(chart);
  });

  const { load, parts, single } = (results['size'] as SizeResults).cdn;
  const files = { ...load, ...parts, ...single };
  it.each(Object.entries(files))(
    'the size of %s is within 3 %% of the documented one: npm run bench -- size',
    (file, { brotli }) => {
      const code = readFileSync(`dist/cdn/${file}`);
      const { length } = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
      expect(Math.abs(length / brotli - 1)).toBeLessThan(0.03);
    },
  );
});
