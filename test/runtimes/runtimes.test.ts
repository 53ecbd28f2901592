import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { arch, execPath, platform } from 'node:process';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { buildExample } from './build-example.js';
import { ENVIRONMENT, testContract, type RunningProxy } from './contract.js';
import { runExample, writeWorkerConfig, type Launch } from './run-example.js';
import { startHighLevel, type SimulatedHighLevel } from './simulated-highlevel.js';

const { resolve } = createRequire(import.meta.url);

/** A program that comes as a package of its own for each system; `undefined` where there is none for this one. */
function findProgram(packageName: string, file: string): string | undefined {
  try {
    return resolve(packageName + file);
  } catch {
    return undefined;
  }
}

const deno = findProgram(`@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}`, '/deno');
const bunPackage = `@oven/bun-${platform}-${arch.replace('arm64', 'aarch64')}`;
// Its install script moves the program into the main package.
const bun =
  findProgram(bunPackage, '/bin/bun') ??
  (findProgram(bunPackage, '/package.json') && findProgram('bun', '/bin/bun.exe'));
const workerd = findProgram(`@cloudflare/workerd-${platform}-${arch.replace('x64', '64')}`, '/bin/workerd');

interface Runtime {
  readonly title: string;
  readonly example: string;
  readonly mount: string;
  /** Absent if there is no such program for this system. */
  readonly launch: Launch | undefined;
}

const launchNode: Launch = (file) => [execPath, file];

const RUNTIMES: readonly Runtime[] = [
  { title: 'Node, with srvx', example: 'node', mount: '', launch: launchNode },
  { title: 'Express', example: 'express', mount: '/highlevel', launch: launchNode },
  {
    title: 'Deno',
    example: 'deno',
    mount: '',
    launch: deno
      ? (file, port) => [deno, 'serve', '-A', '--host', '127.0.0.1', '--port', String(port), file]
      : undefined,
  },
  { title: 'Bun', example: 'bun', mount: '', launch: bun ? (file) => [bun, '--no-install', file] : undefined },
  {
    title: "Cloudflare's workerd",
    example: 'cloudflare',
    mount: '',
    launch: workerd ? async (file, port) => [workerd, 'serve', await writeWorkerConfig(file, port)] : undefined,
  },
];

let folder: string;
let highLevel: SimulatedHighLevel;

beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/ghl-proxy-`);
  highLevel = await startHighLevel();
});

afterAll(async () => {
  await highLevel.stop();
  await rm(folder, { recursive: true });
});

describe.each(RUNTIMES)('the example for $title', ({ title, example, mount, launch }) => {
  // Its package is optional, as each system has its own.
  describe.skipIf(!launch)(launch ? 'runs' : `needs ${title}, which has no package for ${platform} ${arch}`, () => {
    let proxy: RunningProxy;

    beforeAll(async () => {
      const file = await buildExample(example, highLevel.origin, folder);
      proxy = await runExample(file, launch!, mount);
    });

    afterAll(() => proxy?.stop());

    testContract(
      () => proxy,
      () => highLevel,
    );
  });
});

type Handler = (request: Request) => Promise<Response>;

/** Frameworks that call a function with a `Request`: here the test does. */
const FRAMEWORKS: readonly [
  title: string,
  example: string,
  mount: string,
  find: (module: never) => (method: string) => Handler,
][] = [
  [
    'Hono',
    'hono',
    '/highlevel',
    ({ default: app }: { default: { fetch: Handler } }) =>
      () =>
        app.fetch,
  ],
  ['Next', 'next', '/api/highlevel', (module: Record<string, Handler>) => (method) => module[method]!],
];

describe.each(FRAMEWORKS)('the example for %s', (_title, example, mount, find) => {
  let proxy: RunningProxy;

  beforeAll(async () => {
    for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
    const file = await buildExample(example, highLevel.origin, folder);
    const findHandler = find((await import(/* @vite-ignore */ file)) as never);
    proxy = {
      printed: '',
      send: (path, init = {}) =>
        findHandler(init.method ?? 'GET')(new Request(`https://proxy.example${mount}${path}`, init)),
      stop: () => Promise.resolve(),
    };
  });

  afterAll(() => {
    vi.unstubAllEnvs();
  });

  testContract(
    () => proxy,
    () => highLevel,
  );
});
