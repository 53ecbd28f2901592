import { describe, expect, it } from 'vitest';
import { parseSocialPlannerMessage } from '../../src/protocol/message.js';
import { createSimulator, SCENARIOS, type Scenario } from '../../src/simulator/index.js';
import { HIGHLEVEL, runPopup, startUrl, type PopupRun } from './oauth/popup-chain.js';

const PROVIDER = 'http://provider.localhost:5175';
const ID = expect.stringMatching(/^[0-9a-f]{24}$/) as string;
const CONNECTED = { kind: 'connected', platform: 'youtube', accountId: ID, reconnectAccounts: [] };

function readMessages({ posted }: PopupRun) {
  return posted.map(({ data }) => parseSocialPlannerMessage(data));
}

async function run(scenario: Scenario, query: Record<string, string> = {}): Promise<PopupRun> {
  const simulator = createSimulator({ providerOrigin: PROVIDER });
  return runPopup(simulator, startUrl('youtube', { scenario, ...query }));
}

/** What each scenario that reaches the end posts, as our own reader understands it, and whether it closes. */
const POPUP_SCENARIOS: Partial<Record<Scenario, { messages: unknown[]; closed: boolean; waits?: number[] }>> = {
  ok: { messages: [CONNECTED], closed: true },
  'hyphen-page': { messages: [CONNECTED], closed: true },
  'undefined-strings': { messages: [CONNECTED], closed: true },
  reconnect: {
    messages: [{ kind: 'connected', platform: 'youtube', reconnectAccounts: [expect.any(String)] }],
    closed: true,
  },
  'reconnect-string': {
    messages: [{ kind: 'connected', platform: 'youtube', reconnectAccounts: [expect.any(String)] }],
    closed: true,
  },
  denied: { messages: [{ kind: 'denied', platform: 'youtube' }], closed: true },
  'provider-error': {
    messages: [{ kind: 'error', platform: 'youtube', error: 'This account type is not supported.' }],
    closed: true,
  },
  slow: { messages: [CONNECTED], closed: true, waits: [2000] },
  never: { messages: [], closed: false },
  'blank-finish': { messages: [CONNECTED], closed: false },
  'wrong-origin': { messages: [CONNECTED], closed: true },
  malformed: { messages: [undefined], closed: true },
  'wrong-platform': { messages: [{ ...CONNECTED, platform: 'facebook' }], closed: true },
  duplicate: { messages: [CONNECTED, CONNECTED], closed: true },
  late: { messages: [CONNECTED], closed: false, waits: [3000] },
  flood: { messages: [...Array.from({ length: 1000 }, () => undefined), CONNECTED], closed: false },
  coop: { messages: [CONNECTED], closed: true },
  'login-coop': { messages: [CONNECTED], closed: true },
  'other-account': { messages: [CONNECTED], closed: true },
};

/** Scenarios of the list, of single routes and of the shell, in which the popup works as in `ok`. */
const isOfTheApi = (name: string): boolean =>
  /^(start|details|api|firewall|context)-|^(expired|expires-soon|revoked|limit-reached)$/.test(name);

describe('scenarios of the popup', () => {
  it.each(Object.entries(POPUP_SCENARIOS))('%s', async (name, { messages, closed, waits = [] }) => {
    const popup = await run(name as Scenario);
    expect(readMessages(popup)).toEqual(messages);
    expect(popup.closed).toBe(closed);
    expect(popup.waits).toEqual(waits);
  });

  it('and those of the API are all scenarios', () => {
    const others = Object.keys(SCENARIOS).filter((name) => !Object.hasOwn(POPUP_SCENARIOS, name));
    expect(others.filter((name) => !isOfTheApi(name))).toEqual([]);
    expect(Object.values(SCENARIOS).every((text) => /^[A-Z].+\.$/.test(text))).toBe(true);
  });

  it('spell the page with hyphens in hyphen-page only', async () => {
    expect((await run('hyphen-page')).posted[0]?.data).toMatchObject({ page: 'social-media-posting' });
    expect((await run('ok')).posted[0]?.data).toMatchObject({ page: 'social_media_posting' });
  });

  it('write the word undefined for what is missing', async () => {
    const { data } = (await run('undefined-strings')).posted[0] ?? {};
    expect(data).toMatchObject({ reconnectAccounts: 'undefined', refresh: 'undefined', error: 'undefined' });
  });

  it('tell a list from a string on a reconnect', async () => {
    const list = (await run('reconnect')).posted[0]?.data;
    expect(list).toMatchObject({ reconnectAccounts: [expect.any(String)] });
    expect(list).not.toHaveProperty('accountId');
    expect((await run('reconnect-string')).posted[0]?.data).toMatchObject({ reconnectAccounts: expect.any(String) });
  });

  it('answer a start that asks to reconnect', async () => {
    expect((await run('ok', { reconnect: 'true' })).posted[0]?.data).toHaveProperty('reconnectAccounts');
    expect((await run('ok')).posted[0]?.data).not.toHaveProperty('reconnectAccounts');
    expect((await run('never', { reconnect: 'true' })).posted).toEqual([]);
  });

  it("post from the provider's origin in wrong-origin, and from HighLevel's otherwise", async () => {
    expect((await run('wrong-origin')).posted[0]?.origin).toBe(PROVIDER);
    expect((await run('ok')).posted[0]?.origin).toBe(HIGHLEVEL);
  });

  it('isolate the consent page in coop, and not otherwise', async () => {
    const readPolicy = ({ responses }: PopupRun) => responses[1]?.headers.get('cross-origin-opener-policy');
    expect(readPolicy(await run('coop'))).toBe('same-origin');
    expect(readPolicy(await run('ok'))).toBeNull();
  });

  it('wait as long as the query or the options say', async () => {
    expect((await run('late', { delay: '40' })).waits).toEqual([40]);
    const simulator = createSimulator({ scenario: 'slow', delay: 70 });
    expect((await runPopup(simulator, startUrl('youtube'))).waits).toEqual([70]);
    expect((await run('ok', { delay: '40' })).waits).toEqual([]);
  });
});

describe('scenarios of the start', () => {
  const start = (scenario: Scenario) =>
    createSimulator().fetch(new Request(HIGHLEVEL + startUrl('facebook', { scenario })));

  it.each([
    ['start-401', 401],
    ['start-422', 422],
    ['start-429', 429],
    ['start-500', 500],
  ] as const)('%s', async (scenario, status) => {
    const response = await start(scenario);
    expect(response.status).toBe(status);
    expect(response.headers.has('location')).toBe(false);
    expect(await response.json()).toMatchObject({ statusCode: status });
  });

  it('start-200-no-location', async () => {
    const response = await start('start-200-no-location');
    expect(response.status).toBe(200);
    expect(response.headers.has('location')).toBe(false);
    expect(await response.text()).toBe('');
  });

  it('start-evil-location', async () => {
    const response = await start('start-evil-location');
    expect(response.status).toBe(302);
    expect(new URL(response.headers.get('location') ?? '').hostname).toBe('sign-in.example');
  });
});

describe('the current scenario', () => {
  it('holds for requests that name none, can be set, and is put back', async () => {
    const simulator = createSimulator({ scenario: 'never' });
    expect((await runPopup(simulator, startUrl('threads'))).posted).toEqual([]);
    expect((await runPopup(simulator, startUrl('threads', { scenario: 'ok' }))).posted).toHaveLength(1);
    simulator.scenario = 'duplicate';
    expect((await runPopup(simulator, startUrl('threads'))).posted).toHaveLength(2);
    simulator.reset();
    expect(simulator.scenario).toBe('never');
  });

  it('cannot be one that does not exist', async () => {
    const simulator = createSimulator();
    expect(() => Object.assign(simulator, { scenario: 'constructor' })).toThrow(/scenario/);
    expect(simulator.scenario).toBe('ok');
    const response = await simulator.fetch(new Request(HIGHLEVEL + startUrl('threads', { scenario: 'nonsense' })));
    expect(response.status).toBe(400);
  });
});
