import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = '.github/workflows';

const listActions = (name: string): string[] =>
  readFileSync(`${FOLDER}/${name}`, 'utf8')
    .split('\n')
    .flatMap((line) => /^[\s-]*uses:\s*(.+)$/.exec(line)?.[1] ?? []);

describe('the workflows', () => {
  // A tag can be moved to other code; a commit cannot.
  it.each(readdirSync(FOLDER))('%s names each action by its commit, and says which version that is', (name) => {
    const actions = listActions(name);
    expect(actions).not.toEqual([]);
    for (const action of actions) expect(action).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe('the workflow for every change', () => {
  it('runs on the oldest Node that the package supports, and on the versions after it', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    const oldest = Number(/\d+/.exec(engines.node)![0]);
    const versions = [...readFileSync(`${FOLDER}/ci.yml`, 'utf8').matchAll(/\bnode: (\d+)/g)].map(([, version]) =>
      Number(version),
    );
    expect(versions).toEqual([oldest, 22, 24]);
  });
});
