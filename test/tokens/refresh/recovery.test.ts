import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/store/index.js';
import { createJournal, type Refresh } from '../../../src/tokens/refresh/journal.js';
import { CLIENT_ID, WINDOW_MS } from '../observed-highlevel.js';
import { COMPANY, LOCATION, rejection, type App } from '../fixture.js';
import { createExpired, createUnfinished } from './expired-app.js';
import { advance, restoreTime, settle, stopTime } from './settle.js';

const NAME = `location:${LOCATION}`;
const JOURNAL = `tokens:${CLIENT_ID}:refreshing:all`;
const LOCK = `tokens:${CLIENT_ID}:lock:${NAME}`;
const ASK = { locationId: LOCATION };
const FIRST: Refresh = { generation: 0, attempt: 'first' };

async function readJournal({ store }: App): Promise<unknown> {
  return JSON.parse((await store.get(JOURNAL))?.value ?? '[]');
}

/** Moves the stopped clock until the journal is empty. */
async function advanceUntilFinished(app: App): Promise<void> {
  while (JSON.stringify(await readJournal(app)) !== '[]') await advance(1_000);
}

function advanceBeyondWindow({ highLevel }: App): void {
  const later = Date.now() + WINDOW_MS + 1;
  highLevel.now = () => later;
}

describe('a refresh that was begun and not finished', () => {
  // Instances finish it by themselves after a while: that must not happen because a machine is slow.
  beforeEach(stopTime);
  afterEach(restoreTime);

  it('is in the journal', async () => {
    expect(await readJournal(await createUnfinished())).toMatchObject([[NAME, { generation: 0 }]]);
  });

  it('is lost when nobody finishes it in time', async () => {
    const app = await createUnfinished();
    advanceBeyondWindow(app);
    expect(await rejection(app.tokens.getToken(ASK))).toMatchObject({ code: 'unauthorized' });
  });

  it('is finished by another instance, without a request for its token', async () => {
    const app = await createUnfinished();
    await settle();
    await app.tokens.recover();
    await settle();
    expect(await readJournal(app)).toEqual([]);
    advanceBeyondWindow(app);
    expect(await app.tokens.getToken(ASK)).toMatch(/^simulated-access-/);
    expect(app.highLevel.refreshes.get(NAME)).toBe(2);
  });

  it('is finished whenever any token is asked for', async () => {
    const app = await createUnfinished();
    await settle();
    await rejection(app.tokens.getToken({ locationId: 'elsewhere' }));
    await settle();
    expect(await readJournal(app)).toEqual([]);
    expect(app.highLevel.refreshes.get(NAME)).toBe(2);
  });

  it('is finished by an instance that has just started, and that nobody calls', async () => {
    const app = await createUnfinished();
    // The instances that are there have looked into the journal, and do so again in ten seconds.
    await app.store.delete(JOURNAL);
    await advance(3_500);
    await app.store.set(JOURNAL, JSON.stringify([[NAME, FIRST]]));
    app.another();
    await advance(1_000);
    expect(await readJournal(app)).toEqual([]);
    expect(app.highLevel.refreshes.get(NAME)).toBe(2);
  });

  it('is finished soon after its lock has ended, since whoever looks may not live long either', async () => {
    const app = await createUnfinished();
    await settle();
    // The process died three seconds ago.
    await app.store.set(LOCK, 'dead', { ttl: 5 });
    await app.tokens.recover();
    await advance(4_900);
    expect(app.highLevel.refreshes.get(NAME)).toBe(1);
    await advance(2_200);
    expect(await readJournal(app)).toEqual([]);
    expect(app.highLevel.refreshes.get(NAME)).toBe(2);
  });

  it('is finished while the recovery of another one still waits for HighLevel', async () => {
    const app = await createUnfinished();
    await settle();
    const journal = createJournal(app.store, JOURNAL);
    app.highLevel.lifetime = 0;
    await app.install({ companyId: COMPANY, locationId: 'stuck' });
    app.highLevel.lifetime = 86_399;
    await journal.remove(NAME, 0);
    await journal.add('location:stuck', FIRST);
    app.highLevel.beforeAnswer = ({ form }) => form.get('refresh_token') === first && new Promise(() => undefined);
    let first: string | null = null;
    app.highLevel.beforeRequest = ({ form }) => void (first ??= form.get('refresh_token'));
    void app.tokens.recover();
    await settle();
    await journal.add(NAME, FIRST);
    void app.tokens.recover();
    await settle();
    expect(await readJournal(app)).toMatchObject([['location:stuck', FIRST]]);
    expect(app.highLevel.refreshes.get(NAME)).toBe(2);
  });

  it('is left alone while its lock is there', async () => {
    const app = await createUnfinished();
    await app.store.set(LOCK, 'somebody', { ttl: 60 });
    await app.tokens.recover();
    expect(app.highLevel.refreshes.get(NAME)).toBe(1);
    expect(await readJournal(app)).toMatchObject([[NAME, { generation: 0 }]]);
  });

  it('is forgotten when it was finished after all', async () => {
    const app = await createUnfinished();
    await app.tokens.getToken(ASK);
    await app.store.set(JOURNAL, JSON.stringify([[NAME, FIRST]]));
    await settle();
    await app.tokens.recover();
    expect(await readJournal(app)).toEqual([]);
    expect(app.highLevel.refreshes.get(NAME)).toBe(2);
  });

  it('is forgotten when the app was uninstalled', async () => {
    const app = await createUnfinished();
    await app.send({ type: 'UNINSTALL', locationId: LOCATION });
    await settle();
    await app.tokens.recover();
    expect(await readJournal(app)).toEqual([]);
  });

  it('is finished by an instance that nobody calls', async () => {
    const app = await createUnfinished();
    await advanceUntilFinished(app);
    expect(await readJournal(app)).toEqual([]);
    expect(app.highLevel.refreshes.get(NAME)).toBe(2);
  });

  it.each([30_000, 65_000, 70_000, 75_000, 80_000, 85_000])(
    'is finished although HighLevel has answered no request for %i ms before',
    async (outage) => {
      const app = await createExpired();
      // It looks into the journal from time to time, and is not asked for tokens.
      app.another();
      const ask = () => void app.tokens.getToken(ASK).catch(() => undefined);
      app.highLevel.beforeRequest = () => new Response('', { status: 503 });
      for (let passed = 0; passed < outage; passed += 200) {
        ask();
        await advance(200);
      }
      app.highLevel.beforeRequest = () => undefined;
      let isLost = true;
      app.highLevel.beforeAnswer = () => {
        if (isLost) throw new TypeError('The connection was lost.');
      };
      ask();
      await settle();
      expect(app.highLevel.refreshes.get(NAME)).toBe(1);
      isLost = false;
      await advance(WINDOW_MS - 10_000);
      expect(app.highLevel.refreshes.get(NAME)).toBe(2);
      expect(await readJournal(app)).toEqual([]);
    },
  );

  it('is given up after a minute in which HighLevel does not answer', async () => {
    const app = await createUnfinished();
    app.highLevel.beforeRequest = () => new Response('', { status: 503 });
    await advanceUntilFinished(app);
    expect(await readJournal(app)).toEqual([]);
    // A request that had begun before may still be tried again; after that there is none.
    const { requests } = app.highLevel;
    let length: number;
    do {
      ({ length } = requests);
      for (let step = 0; step < 120; step += 1) await advance(1_000);
    } while (requests.length !== length);
    expect(await readJournal(app)).toEqual([]);
  });
});

describe('the journal', () => {
  it('keeps every entry that many instances add and remove at once', async () => {
    const store = createMemoryStore();
    const journals = [0, 1, 2, 3].map(() => createJournal(store, 'journal'));
    await Promise.all(
      journals.flatMap((journal, index) =>
        Array.from({ length: 20 }, async (_, number) => {
          await journal.add(`location:${index}-${number}`, { generation: number, attempt: 'any' });
          if (number % 2 === 0) await journal.remove(`location:${index}-${number}`, number);
        }),
      ),
    );
    const left = [...(await journals[0]!.list())];
    expect(left).toHaveLength(40);
    expect(left.every(([, { generation }]) => generation % 2 === 1)).toBe(true);
  });

  it('does not remove the entry of a later refresh', async () => {
    const journal = createJournal(createMemoryStore(), 'journal');
    await journal.add(NAME, { ...FIRST, generation: 1 });
    await journal.add(NAME, { ...FIRST, generation: 2 });
    await journal.remove(NAME, 1);
    expect([...(await journal.list())]).toEqual([[NAME, { ...FIRST, generation: 2 }]]);
  });

  it('does not give up an attempt that was made later', async () => {
    const journal = createJournal(createMemoryStore(), 'journal');
    const second = { ...FIRST, attempt: 'second' };
    await journal.add(NAME, FIRST);
    await journal.add(NAME, second);
    await journal.giveUp(NAME, FIRST);
    expect([...(await journal.list())]).toEqual([[NAME, second]]);
    await journal.giveUp(NAME, second);
    expect([...(await journal.list())]).toEqual([]);
  });

  it('does not grow without bound', async () => {
    const journal = createJournal(createMemoryStore(), 'journal');
    await Promise.all(
      Array.from({ length: 2_000 }, (_, index) =>
        journal.add(`location:${'x'.repeat(128)}${index}`, { generation: 100_000, attempt: '01234567' }),
      ),
    );
    expect((await journal.list()).size).toBe(300);
  });

  it('rejects when the store fails, and works again afterwards', async () => {
    const store = createMemoryStore();
    let isDown = true;
    const failing = { ...store, get: (key: string) => (isDown ? Promise.reject(new Error('Down.')) : store.get(key)) };
    const journal = createJournal(failing, 'journal');
    await expect(journal.add(NAME, FIRST)).rejects.toThrow('Down.');
    isDown = false;
    await journal.add(NAME, FIRST);
    expect([...(await journal.list())]).toEqual([[NAME, FIRST]]);
  });

  it('starts anew when something else was written into it', async () => {
    const store = createMemoryStore();
    await store.set('journal', '{"no":"list"}');
    const journal = createJournal(store, 'journal');
    await journal.add(NAME, FIRST);
    expect([...(await journal.list())]).toEqual([[NAME, FIRST]]);
  });
});
