import { execFileSync } from 'node:child_process';
import { SCENARIOS } from 'ghl-social-connect/simulator';
import { createTable } from './tables.js';

/** What the simulator can do, by name. */
export function createScenarioTable(): string {
  return createTable(
    ['scenario', 'what happens'],
    Object.entries(SCENARIOS).map(([name, text]) => [`\`${name}\``, text]),
  );
}

/** What the built command says of itself, without the scenarios, which have a table. */
export function createCommandHelp(root: string): string {
  const help = execFileSync(process.execPath, [`${root}dist/cli/main.js`, '--help'], { encoding: 'utf8' });
  return `\`\`\`text\n${help.replace(/\nScenarios\n[^]*?\n\n/, '\n').trim()}\n\`\`\``;
}
