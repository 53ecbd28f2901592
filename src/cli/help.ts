import type { Command, CommandOption } from './command.js';

const COLUMN_GAP = 2;

function describeOptions(options: Readonly<Record<string, CommandOption>>): string {
  const all = Object.entries({ ...options, help: { help: 'Shows this help.' } });
  const rows = all.map(([name, { value, help }]: [string, CommandOption]) => {
    return [`  --${name}${value === undefined ? '' : ` ${value}`}`, help] as const;
  });
  return formatRows(rows);
}

/** Aligns the second column. */
export function formatRows(rows: readonly (readonly [left: string, right: string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + COLUMN_GAP;
  return rows.map(([left, right]) => left.padEnd(width) + right).join('\n');
}

/** The help of one command. */
export function createCommandHelp({ name, summary, options, sections }: Command): string {
  return `Usage: ghl-social-connect ${name} [options]

${summary}

Options
${describeOptions(options)}

${sections}`;
}

/** The help of the whole program. */
export function createHelp(commands: readonly Command[]): string {
  const parts = commands.map(({ name, summary, options, sections }) => {
    return `${name}: ${summary}
${describeOptions(options)}

${sections}`;
  });
  return `Usage: ghl-social-connect <command> [options]

${formatRows(commands.map(({ name, summary }) => [`  ${name}`, summary] as const))}

${parts.join('\n\n')}

SIGINT (Ctrl-C) or SIGTERM stops a server after it has answered the requests in progress.
Exit codes: 0 success, 1 failure, 2 usage error.`;
}
