import { describe, expect, it } from 'vitest';
import { runSteps, type Steps } from './schedule.mjs';

/** Steps that end when they are told to, and what has happened to them. */
function createSteps(after: Readonly<Record<string, readonly string[]>>) {
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const steps: Steps<string> = Object.fromEntries(
    Object.entries(after).map(([name, others]) => {
      const run = () => {
        log.push(`start ${name}`);
        return new Promise<string>((resolve) => ends.set(name, () => resolve(`result of ${name}`)));
      };
      return [name, { run, after: others }];
    }),
  );
  const end = async (name: string) => {
    ends.get(name)!();
    // Everything that follows from it happens in microtasks.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { steps, log, end };
}

describe('running steps side by side', () => {
  it('starts no more at a time than there are slots, in their order', async () => {
    const { steps, log, end } = createSteps({ a: [], b: [], c: [] });
    const ended = runSteps(steps, 2, (name, result) => log.push(`${name}: ${result}`));
    expect(log).toEqual(['start a', 'start b']);
    await end('b');
    expect(log.slice(2)).toEqual(['b: result of b', 'start c']);
    await end('a');
    await end('c');
    await ended;
    expect(log.slice(4)).toEqual(['a: result of a', 'c: result of c']);
  });

  it('starts a step after those it needs, and uses the slot for another meanwhile', async () => {
    const { steps, log, end } = createSteps({ build: [], tests: ['build'], lint: [] });
    const ended = runSteps(steps, 2, () => undefined);
    expect(log).toEqual(['start build', 'start lint']);
    await end('lint');
    expect(log).toEqual(['start build', 'start lint']);
    await end('build');
    expect(log.at(-1)).toBe('start tests');
    await end('tests');
    await ended;
  });

  it('does not wait for a step that takes no part', async () => {
    const { steps, log, end } = createSteps({ tests: ['build'] });
    const ended = runSteps(steps, 1, () => undefined);
    expect(log).toEqual(['start tests']);
    await end('tests');
    await ended;
  });

  it('rejects steps that wait for each other', async () => {
    const { steps } = createSteps({ a: ['b'], b: ['a'] });
    await expect(runSteps(steps, 2, () => undefined)).rejects.toThrow('wait for each other: a, b');
  });
});
