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

describe('the workflow for a release', () => {
  const workflow = readFileSync(`${FOLDER}/release.yml`, 'utf8');
  const [head = '', body = ''] = workflow.split(/^jobs:\n/m);
  const jobs = new Map(
    body.split(/^(?= {2}[\w-]+:\n)/m).flatMap((text) => {
      const [, name = ''] = /^ {2}([\w-]+):\n/m.exec(text) ?? [];
      return name ? [[name, text.replaceAll(/^\s*#.*$/gm, '')] as const] : [];
    }),
  );
  const readJob = (name: string): string => jobs.get(name) ?? '';

  it('builds and tests in a job that can publish nothing', () => {
    expect([...jobs.keys()]).toEqual(['build', 'publish']);
    expect(head).toMatch(/^permissions:\n {2}contents: read\n/m);
    const build = readJob('build');
    for (const step of ['npm ci', 'npm test', 'npm run release:check', 'npm pack --ignore-scripts']) {
      expect(build).toContain(`- run: ${step}\n`);
    }
    expect(build).not.toMatch(/id-token|permissions:|environment:|npm publish/);
  });

  it('publishes the packed file in a job that installs and builds nothing', () => {
    const publish = readJob('publish');
    expect(publish).toContain('needs: build\n');
    expect(publish).toMatch(/permissions:\n {6}id-token: write\n/);
    const steps = [...publish.matchAll(/^ {6}- (uses|run): (.*)$/gm)].map(([, kind, text]) => `${kind} ${text}`);
    expect(steps).toEqual([
      expect.stringMatching(/^uses actions\/download-artifact@/),
      'run npm publish ./*.tgz --ignore-scripts --provenance',
    ]);
  });

  it('has no token that could be stolen', () => {
    expect(workflow).not.toMatch(/secrets\.|NPM_TOKEN|_authToken/);
  });
});

describe('every workflow', () => {
  it.each(readdirSync(FOLDER))('%s runs packages only where no identity of the repository can be had', (name) => {
    const jobs = readFileSync(`${FOLDER}/${name}`, 'utf8').split(/^(?= {2}[\w-]+:\n)/m);
    for (const job of jobs.filter((text) => text.includes('id-token: write'))) {
      expect(job).not.toMatch(/actions\/checkout|npm (?:ci|install|i|test|run|exec)\b|npx/);
    }
  });
});
