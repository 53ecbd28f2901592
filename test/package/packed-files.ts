import { execFileSync } from 'node:child_process';

/** Paths of all files that `npm pack` would put into the package. */
export function listPackedFiles(): string[] {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  const report = JSON.parse(output) as { files: { path: string }[] }[] | Record<string, { files: { path: string }[] }>;
  return Object.values(report).flatMap(({ files }) => files.map(({ path }) => path));
}
