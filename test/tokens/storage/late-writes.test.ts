import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type Store } from '../../../src/store/index.js';
import { CLIENT_ID } from '../observed-highlevel.js';
import { COMPANY, createApp, LOCATION } from '../fixture.js';
import { advance, restoreTime, settle, stopTime } from '../refresh/settle.js';

const SUBJECT = { companyId: COMPANY, locationId: LOCATION };
const RECORD = `tokens:${CLIENT_ID}:location:${LOCATION}`;
const EXCHANGED = `tokens:${CLIENT_ID}:location-token:${LOCATION}`;

/** A store whose client keeps writes of `key` while its server is away, and sends them when it is back. */
function createQueueing(key: string) {
  const memory = createMemoryStore();
  const queue: (() => Promise<boolean>)[] = [];
  const client = { isAway: false };
  const store: Store = {
    ...memory,
    set(written, value, options) {
      const send = () => memory.set(written, value, options);
      if (written !== key || !client.isAway) return send();
      queue.push(send);
      return new Promise(() => undefined);
    },
  };
  async function comeBack(): Promise<void> {
    expect(queue.length).toBeGreaterThan(0);
    client.isAway = false;
    for (const send of queue) await send();
  }
  return { memory, store, client, comeBack };
}

/** Moves the stopped clock until `promise` has settled. */
async function advanceUntilSettled<Value>(promise: Promise<Value>): Promise<Value> {
  let isSettled = false;
  const note = () => void (isSettled = true);
  promise.then(note, note);
  await settle();
  while (!isSettled) await advance(500);
  return promise;
}

describe('a write that a client sends long after it was given up', () => {
  beforeEach(stopTime);
  afterEach(restoreTime);

  it('does not replace the tokens of a newer installation', async () => {
    const { memory, store, client, comeBack } = createQueueing(RECORD);
    const app = await createApp({ store });
    client.isAway = true;
    expect((await advanceUntilSettled(app.install(SUBJECT))).status).toBe(502);
    const other = await createApp({ store: memory });
    await other.install(SUBJECT);
    const newer = await memory.get(RECORD);
    await comeBack();
    expect(await memory.get(RECORD)).toEqual(newer);
  });

  it('does not replace the tokens of a refresh since', async () => {
    const { memory, store, client, comeBack } = createQueueing(RECORD);
    const app = await createApp({ store });
    await app.install(SUBJECT);
    client.isAway = true;
    expect((await advanceUntilSettled(app.install(SUBJECT))).status).toBe(502);
    await app.another({ store: memory }).getToken({ locationId: LOCATION }, { refresh: true });
    const newer = await memory.get(RECORD);
    await comeBack();
    expect(await memory.get(RECORD)).toEqual(newer);
  });

  it('stores the tokens where there are no newer ones', async () => {
    const { memory, store, client, comeBack } = createQueueing(RECORD);
    const app = await createApp({ store });
    client.isAway = true;
    expect((await advanceUntilSettled(app.install(SUBJECT))).status).toBe(502);
    await comeBack();
    const token = await app.another({ store: memory }).getToken({ locationId: LOCATION });
    expect(app.highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
  });

  it('does not replace a newer token that was exchanged for a location', async () => {
    const { memory, store, client, comeBack } = createQueueing(EXCHANGED);
    const app = await createApp({ store });
    await app.install({ companyId: COMPANY });
    await app.highLevel.addLocation(COMPANY, LOCATION);
    const ask = { locationId: LOCATION, companyId: COMPANY };
    client.isAway = true;
    await expect(advanceUntilSettled(app.tokens.getToken(ask))).rejects.toMatchObject({ code: 'network_error' });
    await advance(10_000);
    const token = await app.another({ store: memory }).getToken(ask);
    await comeBack();
    expect(await app.another({ store: memory }).getToken(ask)).toBe(token);
  });
});
