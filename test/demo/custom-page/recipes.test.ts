import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createElement, type ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findServer } from '../../servers/find-servers.mjs';
import { startPostgres } from '../../servers/postgres.js';
import { startRedis } from '../../servers/redis.js';
import { deno, workerd } from '../../store/start-runtime.js';
import {
  COMMAND_LINE,
  createTutorialFolder,
  createVisitor,
  findFreePort,
  SECRETS,
  startServer,
} from '../tutorial-fixture.js';
import {
  createEnvironment,
  createExchange,
  createPage,
  expectCustomPage,
  expectExchange,
  expectFrame,
  expectGuessLimit,
  expectProxy,
  install,
  startHighLevel,
} from './contract.js';
import { bundleWorker, writeWorkerConfig } from './worker.js';

const RECIPES = '../custom-page';
/** Its compiler is that of a project with JSX. */
const NEXT_PAGE = '../../../demo/custom-page/next/app/page.tsx';

async function findOrigin(): Promise<string> {
  return `http://localhost:${await findFreePort()}`;
}

describe('Express', () => {
  it('serves a page inside HighLevel, with a database in a folder', async () => {
    const origin = await findOrigin();
    const packages = ['express', 'srvx', '@electric-sql'];
    const cwd = createTutorialFolder([RECIPES], packages, createEnvironment(await startHighLevel(), origin));
    const { port } = new URL(origin);
    await startServer([process.execPath, '--env-file=.env', 'express.mjs'], origin, { cwd, env: { PORT: port } });
    await expectCustomPage(origin);
    const visit = createVisitor(origin);
    const page = await visit('/');
    expectFrame(page);
    expect(await page.text()).toContain('<ghl-social-accounts');
    expect((await visit('/element/ghl-social-accounts.js')).headers.get('Content-Type')).toContain('javascript');
  });
});

describe('Next', () => {
  it.skipIf(!findServer('redis'))('serves a page inside HighLevel, in its route handler', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const origin = await findOrigin();
    const env = { ...createEnvironment(await startHighLevel(), origin), REDIS_URL: redis.url };
    const cwd = createTutorialFolder([`${RECIPES}/next`, RECIPES], ['ioredis', 'srvx'], env);
    // Next chooses the function by the method.
    writeFileSync(
      `${cwd}/serve.mjs`,
      `import { serve } from 'srvx';
      import * as route from './app/[area]/[...path]/route.js';
      import config from './next.config.mjs';
      const [{ headers }] = await config.headers();
      const pageHeaders = headers.map(({ key, value }) => [key, value]);
      const answer = (request) => new URL(request.url).pathname === '/' ? new Response('', { headers: pageHeaders }) : route[request.method](request);
      serve({ port: ${new URL(origin).port}, hostname: 'localhost', fetch: answer });`,
    );
    writeFileSync(`${cwd}/package.json`, '{ "type": "module" }');
    await startServer([process.execPath, '--env-file=.env', 'serve.mjs'], origin, { cwd });
    await expectCustomPage(origin);
    expectFrame(await fetch(origin));
  });

  it('renders its page on the server, with nothing but the session and the proxy', async () => {
    const { default: Page } = (await import(/* @vite-ignore */ NEXT_PAGE)) as { default: ComponentType };
    const html = renderToStaticMarkup(createElement(Page));
    expect(html).toBe('<ghl-social-accounts proxy-url="/highlevel" session="highlevel"></ghl-social-accounts>');
  });
});

describe('Cloudflare Workers', () => {
  it.skipIf(!workerd)('serves a page inside HighLevel, with a Durable Object', async () => {
    const origin = await findOrigin();
    const env = createEnvironment(await startHighLevel(), origin);
    const cwd = createTutorialFolder([`${RECIPES}/cloudflare`, RECIPES], [], env);
    await bundleWorker(cwd);
    const config = writeWorkerConfig(cwd, Number(new URL(origin).port), env);
    await startServer([workerd!, 'serve', config, '--experimental'], origin, { cwd, env: { HOME: cwd } });
    await expectCustomPage(origin);
    const page = await fetch(origin);
    expectFrame(page);
    expect(await page.text()).toContain('<ghl-social-accounts');
  });
});

describe('Supabase', () => {
  const isReady = deno !== undefined && findServer('postgres') !== undefined;

  it.skipIf(!isReady)('serves a page on another origin, as a function of Deno', async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const pageOrigin = 'https://page.example';
    const origin = (await findOrigin()).replace('localhost', '127.0.0.1');
    // A function sees its own name as the first part of the path.
    const publicUrl = `${origin}/connect`;
    const env = { ...createEnvironment(await startHighLevel(), publicUrl), PAGE_ORIGIN: pageOrigin };
    const cwd = createTutorialFolder([RECIPES], ['postgres'], env);
    const { imports } = JSON.parse(readFileSync(`${cwd}/supabase/deno.json`, 'utf8')) as {
      imports: Record<string, string>;
    };
    expect(Object.keys(imports)).toEqual(['ghl-social-connect/', 'postgres']);
    mkdirSync(`${cwd}/functions`);
    for (const file of ['supabase/index.js', 'backend.mjs'])
      writeFileSync(`${cwd}/functions/${file.split('/').at(-1)}`, readFileSync(`${cwd}/${file}`));
    writeFileSync(
      `${cwd}/package.json`,
      '{ "type": "module", "dependencies": { "ghl-social-connect": "*", "postgres": "*" } }',
    );
    await startServer(
      [deno!, 'run', '-A', '--no-lock', '--node-modules-dir=manual', 'functions/index.js'],
      `${publicUrl}/highlevel/health`,
      {
        cwd,
        env: {
          ...env,
          HOME: cwd,
          SUPABASE_DB_URL: postgres.url,
          DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${new URL(origin).port}`,
        },
      },
    );
    await expectCustomPage(publicUrl, pageOrigin);
  });
});

const hasCryptography = spawnSync('python3', ['-c', 'import cryptography']).status === 0;

describe('Python', () => {
  it.skipIf(!hasCryptography)('mints the session tokens of a page inside HighLevel', async () => {
    const origin = await findOrigin();
    const proxy = await findOrigin();
    const { port } = new URL(origin);
    const env = { ...createEnvironment(await startHighLevel(), proxy), ALLOWED_ORIGINS: origin };
    const cwd = createTutorialFolder(['python', `${RECIPES}/python`], [], env);
    // The proxy of an app serves no location of its own.
    writeFileSync(
      `${cwd}/.env`,
      Object.entries(env)
        .map((line) => `${line.join('=')}\n`)
        .join(''),
    );
    await startServer([process.execPath, COMMAND_LINE, 'proxy', '--port', new URL(proxy).port], `${proxy}/health`, {
      cwd,
    });
    await startServer(['python3', 'app.py'], origin, { cwd, env: { PORT: port } });

    const visit = createVisitor(origin);
    const page = await visit('/');
    expectFrame(page);
    expect(await page.text()).toContain('<ghl-social-accounts');
    for (const script of ['/page.js', '/package/cdn/ghl-social-accounts.js', '/package/highlevel/index.js']) {
      expect((await visit(script)).headers.get('Content-Type'), script).toBe('text/javascript');
    }
    for (const file of ['/.env', '/package/../.env', '/package/..%2f..%2f..%2f.env', '/package/../../package.json'])
      expect(await (await visit(file)).text(), file).not.toContain(SECRETS.SESSION_KEY);

    const exchange = createExchange(createPage(origin, origin), '/session');
    const token = await expectExchange(exchange);
    await expectGuessLimit(exchange);
    const withoutHeader = await fetch(`${origin}/session`, { method: 'POST', body: '{}' });
    expect(withoutHeader.status).toBe(404);

    const askProxy = createPage(proxy, origin);
    // The user context proves no installation. The proxy has no token before.
    const headers = { Authorization: `Bearer ${token}` };
    expect((await askProxy('/social-media-posting/-/accounts', { headers })).ok).toBe(false);
    await install(askProxy, proxy);
    await expectProxy(askProxy, token);
  });
});
