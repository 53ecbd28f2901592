import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL_RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] };
/** Of these rules, the one whose result can depend on the colour scheme. */
const COLOR_RULES = { type: 'rule', values: ['color-contrast'] };

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What is against WCAG AA on the page as it is now: the rule, and where. */
export const findViolations = (page: Page): Promise<string[]> => runAxe(page, ALL_RULES);

/** What of the colours is against WCAG AA: enough for a second colour scheme of a page whose content is the same. */
export const findColorViolations = (page: Page): Promise<string[]> => runAxe(page, COLOR_RULES);

async function runAxe(page: Page, rules: object): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  // Past the page's policy, as a debugger may.
  await session.send('Runtime.evaluate', { expression: AXE });
  await session.detach();
  const violations = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
    // Without `resultTypes`, axe-core describes every element that passes as well.
    return (await axe.run({ runOnly, resultTypes: ['violations'] })).violations;
  }, rules);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}
