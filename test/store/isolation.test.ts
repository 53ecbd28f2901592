import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

describe('where no package is installed', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ghl-store-'));
    for (const part of ['store', 'errors.js']) cpSync(join(DIST, part), join(folder, part), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['index', 'createMemoryStore'],
    ['redis', 'createRedisStore'],
    ['postgres', 'createPostgresStore'],
    ['durable-object', 'SocialConnectStore,createDurableObjectStore'],
    ['deno-kv', 'createDenoKvStore'],
    ['conformance/index', 'storeConformance'],
  ])('store/%s can be imported, so it loads no client', (entry, names) => {
    const script = `console.log(Object.keys(await import('./store/${entry}.js')).sort().join())`;
    const output = execFileSync(execPath, ['--input-type=module', '--eval', script], { cwd: folder, encoding: 'utf8' });
    expect(output.trim()).toBe(names);
  });
});
