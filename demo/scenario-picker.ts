import type { Mode } from './settings.js';

const OTHER_GROUP = 'Sign-in';

const HEALTH_GROUP = 'Health of the accounts';

const GROUPS: Readonly<Record<string, string>> = { start: 'Start', details: 'Details of the account' };

const HEALTH: readonly string[] = ['expires-soon', 'expired', 'revoked', 'other-account'];

function findGroup(scenario: string): string {
  if (HEALTH.includes(scenario)) return HEALTH_GROUP;
  const [prefix = ''] = scenario.split('-');
  return GROUPS[prefix] ?? OTHER_GROUP;
}

/** Sorts scenarios into groups for a list. */
export function groupScenarios(scenarios: readonly string[]): { label: string; scenarios: readonly string[] }[] {
  return [OTHER_GROUP, HEALTH_GROUP, ...Object.values(GROUPS)].map((label) => ({
    label,
    scenarios: scenarios.filter((name) => findGroup(name) === label),
  }));
}

/** Fills the list of scenarios, in groups. */
export function fillScenarioPicker(select: HTMLSelectElement, scenarios: readonly string[]): void {
  for (const { label, scenarios: names } of groupScenarios(scenarios)) {
    const group = document.createElement('optgroup');
    group.label = label;
    group.append(...names.map((name) => new Option(name)));
    select.append(group);
  }
}

/** What to change so that the scenario has an effect; empty if it has one. */
export function adviseOnScenario(scenario: string, mode: Mode, fetchesDetails: boolean): string {
  if (scenario.startsWith('start-') && mode === 'direct') {
    return 'Without the proxy, only the popup sees this response. With the proxy, the button reports it.';
  }
  if (scenario.startsWith('details-') && (mode === 'direct' || !fetchesDetails)) {
    return 'This has an effect only with the proxy, and if the details are fetched.';
  }
  if (HEALTH.includes(scenario)) return 'This shows in the list of accounts and on a reconnect.';
  if (scenario.includes('coop') && mode === 'direct')
    return 'With the proxy, the list may confirm what no message can.';
  return '';
}
