import { expect } from '@open-wc/testing';
import '../../src/accounts.js';
import type { GhlSocialAccountsElement } from '../../src/element/accounts/index.js';
import { configure } from '../../src/element/settings.js';
import { closePopups } from '../browsers/popup.js';
import { waitUntil } from '../browsers/wait-until.js';
import { createRig, type Rig } from '../element/fixture.js';

const PROXY = `http://inside.localhost:${location.port}/inside`;

/** An answer that has been given, and has not arrived. */
interface HeldAnswer {
  readonly given: Promise<void>;
  letGo(): Promise<void>;
}

/**
 * Makes this page HighLevel's own, as Custom JavaScript sees it. The address names the location that is open, and the
 * simulator encrypts it. The app's proxy has an origin of its own.
 */
function playHighLevel() {
  const page = globalThis as { exposeSessionDetails?: (appId: string) => Promise<unknown> };
  const { href: home } = location;
  const { fetch: realFetch } = globalThis;
  const held = new Map<string, () => Promise<void>>();
  const starts: string[] = [];

  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const answer = await realFetch(input, init);
    const path = new URL(answer.url).pathname;
    const [end, wait] = [...held].find(([name]) => path.endsWith(name)) ?? [];
    if (end !== undefined) held.delete(end);
    await wait?.();
    if (path.endsWith('/start')) starts.push(((await answer.clone().json()) as { url: string }).url);
    return answer;
  }

  globalThis.fetch = send;
  page.exposeSessionDetails = async () => {
    const [, locationId = ''] = /\/location\/([^/]+)/.exec(location.pathname) ?? [];
    const answer = await send(`/simulator/user-context?${new URLSearchParams({ locationId })}`);
    return ((await answer.json()) as { payload: string }).payload;
  };
  return {
    /** The addresses that the proxy has given for sign-ins. They name the location. */
    starts,
    /** Opens a location without a reload, as HighLevel's page does. */
    open(locationId: string): void {
      history.pushState(null, '', `/v2/location/${locationId}/dashboard${location.search}`);
      dispatchEvent(new CustomEvent('routeChangeEvent', { detail: { path: location.pathname } }));
    },
    /** Holds the next answer to a request whose path ends so. */
    hold(end: string): HeldAnswer {
      let letGo: () => void;
      let arrive: () => void;
      const gone = new Promise<void>((resolve) => (letGo = resolve));
      const given = new Promise<void>((resolve) => (arrive = resolve));
      held.set(end, () => {
        arrive();
        return gone;
      });
      return {
        given,
        async letGo() {
          letGo();
          await gone;
        },
      };
    },
    restore(): void {
      history.replaceState(null, '', home);
      globalThis.fetch = realFetch;
      delete page.exposeSessionDetails;
    },
  };
}

describe('Custom JavaScript in a page of HighLevel that changes the location without a reload', () => {
  let highLevel: ReturnType<typeof playHighLevel>;
  let rig: Rig;
  let list: GhlSocialAccountsElement;
  let [first, second] = ['', ''];
  let count = 0;

  // The runner creates the simulator and the proxy with the first request.
  before(() => fetch('/simulator/user-context'));
  beforeEach(() => {
    // Locations of their own: what is connected there stays, for the other engines too.
    [first, second] = [`location-${crypto.randomUUID()}`, `location-${crypto.randomUUID()}`];
    highLevel = playHighLevel();
    highLevel.open(first);
    // Elements with the same proxy and app share a session: an app of its own keeps nothing of the test before.
    configure({ session: 'highlevel', proxyUrl: PROXY, appId: `custom-javascript-${(count += 1)}` });
  });
  afterEach(async () => {
    list.remove();
    configure({ session: undefined, proxyUrl: undefined, appId: undefined });
    highLevel.restore();
    await closePopups();
  });

  async function showElements(): Promise<void> {
    list = document.createElement('ghl-social-accounts');
    document.body.append(list);
    rig = await createRig({ locationId: undefined, userId: undefined, startUrl: undefined });
  }

  /** HighLevel's ids of accounts name their location. */
  const listShows = (locationId: string) =>
    list.accounts.length > 0 && list.accounts.every(({ id }) => id.includes(locationId));
  const waitForList = (locationId: string) =>
    waitUntil(
      () => listShows(locationId),
      () => `the list is ${list.state}: ${list.accounts.map(({ id }) => id).join()} ${String(list.error)}`,
    );

  async function expectConnection(locationId: string): Promise<void> {
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    expect(decodeURIComponent(highLevel.starts.at(-1)!)).to.include(`locationId=${locationId}`);
  }

  it('uses the location of the moment, for the list and for the button', async () => {
    await showElements();
    await waitForList(first);
    await expectConnection(first);
    highLevel.open(second);
    await waitForList(second);
    expect(rig.element.connection).to.equal(undefined);
    await expectConnection(second);
    highLevel.open(first);
    await waitForList(first);
    await expectConnection(first);
  });

  for (const [what, end] of [
    ['user context', '/user-context'],
    ['session', '/session'],
    ['list', '/accounts'],
  ] as const) {
    it(`does not use an answer about the location before that arrives late (${what})`, async () => {
      const late = highLevel.hold(end);
      await showElements();
      await late.given;
      highLevel.open(second);
      await waitForList(second);
      const shown: boolean[] = [];
      list.addEventListener('accounts-change', () => shown.push(listShows(second)));
      await late.letGo();
      await expectConnection(second);
      expect(listShows(second)).to.equal(true);
      expect(shown).to.not.include(false);
    });
  }
});
