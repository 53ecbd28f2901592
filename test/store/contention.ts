import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { execPath } from 'node:process';
import { expect } from 'vitest';
import { buildProgram } from './build-program.js';
import type { Contention } from './contend.js';

const PROCESSES = 4;
const CALLS = 100;

function startContender(program: string, address: string, key: string) {
  const child = spawn(execPath, [program, address, key, String(CALLS)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const readLine = async () => String((await lines.next()).value);
  return { child, readLine };
}

/**
 * Lets four processes use the same keys at once, and checks that nothing was lost and nothing granted twice.
 *
 * @param addresses Where the processes find the store, as `openStore` takes it; they take turns.
 */
export async function expectNoConflicts(...addresses: string[]): Promise<void> {
  const program = await buildProgram('test/store/contender.ts');
  const key = `contention:${crypto.randomUUID()}:`;
  const contenders = Array.from({ length: PROCESSES }, (_, index) =>
    startContender(program, addresses[index % addresses.length]!, key),
  );
  const ended = contenders.map(({ child }) => once(child, 'exit'));
  for (const { readLine } of contenders) expect(await readLine()).toBe('ready');
  for (const { child } of contenders) child.stdin.write('go\n');
  const results = await Promise.all(contenders.map(async ({ readLine }) => JSON.parse(await readLine()) as Contention));
  await Promise.all(ended);

  const sort = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other);
  const all = Array.from({ length: PROCESSES * CALLS }, (_, index) => index + 1);
  expect(sort(results.flatMap(({ counts }) => counts))).toEqual(all);
  expect(sort(results.flatMap(({ claims }) => claims))).toEqual(all.slice(0, CALLS).map((number) => number - 1));
  expect(results.map(({ additions }) => additions)).toEqual(Array.from({ length: PROCESSES }, () => CALLS));
}
