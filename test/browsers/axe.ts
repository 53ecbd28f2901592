import { assert } from '@open-wc/testing';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
// No module: it makes a global.
import 'axe-core/axe.min.js';

declare const axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };

/** Asserts that axe finds no violation of WCAG AA or of best practice. */
export async function assertAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ failureSummary }) => failureSummary ?? '').join()}`),
    [],
  );
}

/** Shows an element on a page in one of the colour schemes. */
export function setScheme({ parentElement }: Element, scheme: string): void {
  parentElement!.style.colorScheme = scheme;
  parentElement!.style.background = scheme === 'dark' ? '#18181b' : '#fff';
}
