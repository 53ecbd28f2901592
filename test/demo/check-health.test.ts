import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { checkHealth } from '../../demo/health/check-health.js';
import { createEntry, createList } from '../connect/accounts/list-fixture.js';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const healthy = { expire: inDays(60), updatedAt: inDays(-30) };

/** A HighLevel whose list and status a test changes. */
async function startHighLevel() {
  const answer = { status: 200, entries: [createEntry('a', healthy), createEntry('b', healthy)] };
  const server = createServer((request, response) => {
    expect(request.url).toBe('/social-media-posting/loc1/accounts');
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.status === 200 ? createList(answer.entries) : { message: 'No.' }));
  }).listen(0, 'localhost');
  await once(server, 'listening');
  closers.push(() => server.close());
  const texts: string[] = [];
  const target = {
    locationId: 'loc1',
    token: 't',
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
  };
  const check = (last: Awaited<ReturnType<typeof checkHealth>>) =>
    checkHealth(last, target, (text) => Promise.resolve(void texts.push(text)));
  return { answer, texts, check };
}

it('notifies once of an account that is about to expire, has expired, or is gone', async () => {
  const { answer, texts, check } = await startHighLevel();
  let last = await check(undefined);
  expect(texts).toEqual([]);
  answer.entries = [createEntry('a', { ...healthy, expire: inDays(10) }), createEntry('b', healthy)];
  last = await check(last);
  last = await check(last);
  answer.entries = [createEntry('a', { ...healthy, isExpired: true })];
  await check(last);
  expect(texts).toEqual([
    'Account a expires soon. Reconnect it.',
    'Account a has expired. Reconnect it.',
    'Account b was disconnected.',
  ]);
});

it('keeps the last list, and notifies of nothing, when HighLevel fails', async () => {
  const { answer, texts, check } = await startHighLevel();
  const last = await check(undefined);
  answer.status = 503;
  expect(await check(last)).toBe(last);
  answer.status = 401;
  expect(await check(last)).toBe(last);
  expect(texts).toEqual([]);
});
