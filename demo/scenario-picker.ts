import type { Mode } from './settings.js';

const OTHER_GROUP = 'Sign-in';

const GROUPS: Readonly<Record<string, string>> = { start: 'Start', details: 'Details of the account' };

function groupOf(scenario: string): string {
  const [prefix = ''] = scenario.split('-');
  return GROUPS[prefix] ?? OTHER_GROUP;
}

/** Fills the list of scenarios, in groups. */
export function fillScenarioPicker(select: HTMLSelectElement, scenarios: readonly string[]): void {
  for (const label of [OTHER_GROUP, ...Object.values(GROUPS)]) {
    const group = document.createElement('optgroup');
    group.label = label;
    group.append(...scenarios.filter((name) => groupOf(name) === label).map((name) => new Option(name)));
    select.append(group);
  }
}

/** What to change so that the scenario shows; empty if nothing. */
export function adviseOnScenario(scenario: string, mode: Mode, fetchesDetails: boolean): string {
  if (scenario.startsWith('start-') && mode === 'direct') {
    return 'Directly, only the window sees this answer. Through the proxy, the button reports it.';
  }
  if (scenario.startsWith('details-') && (mode === 'direct' || !fetchesDetails)) {
    return 'Shows through the proxy only, with the details fetched.';
  }
  return '';
}
