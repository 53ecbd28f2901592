import { expect } from '@open-wc/testing';
import { getSessionToken } from '../../../src/element/session/follow-session.js';
import type { SessionHost } from '../../../src/element/session/session-host.js';
import { configure } from '../../../src/element/settings.js';
import type { GhlSocialConnectElement } from '../../../src/element/ghl-social-connect.js';
import { closePopups, countPopups, readPopupUrl } from '../../browsers/popup.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { createRig, readStatus } from '../fixture.js';
import { installHighLevel } from './fake-highlevel.js';

type Properties = Partial<GhlSocialConnectElement>;

let highLevel: ReturnType<typeof installHighLevel>;
let count = 0;

/** An element with nothing but a session. Each has an app of its own, so that no session is left from the test before. */
const createElement = (properties: Properties = {}) =>
  createRig({
    locationId: undefined,
    userId: undefined,
    startUrl: undefined,
    proxyUrl: '/highlevel',
    session: 'highlevel',
    appId: `app-${(count += 1)}`,
    ...properties,
  });

const readError = (event: CustomEvent<Record<string, unknown>>) =>
  event.detail.error as { code: string; reason?: string; message: string; option?: string };

beforeEach(() => {
  highLevel = installHighLevel();
});

afterEach(async () => {
  highLevel.restore();
  configure({ session: undefined, proxyUrl: undefined, sessionToken: undefined, getSessionToken: undefined });
  await closePopups();
});

describe('session="highlevel"', () => {
  it('connects without a location, a user and a script', async () => {
    const { click, next } = await createElement();
    const connected = next('account-connected');
    await click();
    expect((await connected).detail).to.include({ platform: 'facebook', locationId: 'loc1', userId: 'user1' });
    expect(highLevel.listTokens()).to.deep.equal(['Bearer token-of-loc1']);
  });

  it('prepares the session when the element is on the page', async () => {
    await createElement();
    await waitUntil(() => highLevel.requests.length > 0);
    expect(highLevel.requests).to.deep.equal([{ path: '/session', authorization: null }]);
  });

  it('opens the window in the task of the click, whatever HighLevel does', async () => {
    highLevel.fallSilent();
    let opened = 0;
    const { element, next } = await createElement({ openWindow: () => ((opened += 1), null) });
    const failed = next('connect-failed');
    void element.connect();
    expect(opened).to.equal(1);
    await failed;
    // It looks for a link now, and would ask for one in the next test, where HighLevel answers.
    element.reset();
  });

  it('is a setting of the page as well', async () => {
    configure({ session: 'highlevel', proxyUrl: '/highlevel' });
    const { click, next } = await createElement({ session: undefined, proxyUrl: undefined });
    const connected = next('account-connected');
    await click();
    await connected;
    expect(highLevel.listTokens()).to.deep.equal(['Bearer token-of-loc1']);
  });

  it('uses an answer that comes while the popup waits', async () => {
    highLevel.fallSilent();
    const { click, next } = await createElement();
    const connected = next('account-connected');
    const started = next('connect-start');
    await click();
    await started;
    highLevel.answer();
    await connected;
  });
});

describe('a session that HighLevel or the proxy refuses', () => {
  const CASES: [title: string, payload: unknown, answer: { status: number; code: string } | undefined, text: string][] =
    [
      ['without a session', '', undefined, 'You are not signed in to HighLevel. Sign in there and try again.'],
      [
        'in the agency view',
        'agency',
        { status: 403, code: 'no_user_context' },
        'Open this page inside a sub-account: the agency view has no accounts to connect.',
      ],
      [
        'that the proxy does not accept',
        'foreign',
        { status: 401, code: 'unauthorized' },
        'HighLevel’s sign-in was not accepted here. Tell the owner of this app.',
      ],
    ];

  for (const [title, payload, answer, text] of CASES) {
    it(`is shown before a click, which opens no window (${title})`, async () => {
      highLevel.open(payload, answer);
      const { element, click, next } = await createElement();
      await waitUntil(() => readStatus(element) === text, `the element says: ${readStatus(element)}`);
      expect(element.state).to.equal('idle');
      const failed = next('connect-failed');
      await click();
      expect(readError(await failed).reason).to.equal(element.error!.reason);
      expect(await countPopups()).to.equal(0);
    });
  }

  it('goes away as soon as a sub-account is open', async () => {
    highLevel.open('agency', { status: 403, code: 'no_user_context' });
    const { element, click, next } = await createElement();
    await waitUntil(() => readStatus(element) !== '');
    highLevel.open('loc2');
    highLevel.changeRoute();
    await waitUntil(() => readStatus(element) === '');
    const connected = next('account-connected');
    await click();
    await connected;
    expect(highLevel.listTokens()).to.deep.equal(['Bearer token-of-loc2']);
  });

  it('says that the page is not inside HighLevel', async () => {
    highLevel.restore();
    const { element } = await createElement();
    await waitUntil(() => readStatus(element) === 'Open this page inside HighLevel.');
    expect(element.error).to.include({ code: 'no_user_context', reason: 'not-framed' });
  });

  it('has a text in the language of the element', async () => {
    await import('../../../src/element/i18n/locales/de.js');
    highLevel.open('');
    const { element } = await createElement({ lang: 'de' });
    await waitUntil(() => readStatus(element).startsWith('Sie sind bei HighLevel nicht angemeldet.'));
  });
});

describe('a location that changes without a reload', () => {
  it('resets what belongs to the one before, and connects to the next', async () => {
    const { element, click, next } = await createElement();
    let connected = next('account-connected');
    await click();
    await connected;
    highLevel.open('loc2');
    highLevel.changeRoute();
    await waitUntil(() => element.state === 'idle');
    expect(element.connection).to.equal(undefined);
    connected = next('account-connected');
    await click();
    expect((await connected).detail).to.include({ locationId: 'loc2' });
    expect(highLevel.listTokens()).to.deep.equal(['Bearer token-of-loc1', 'Bearer token-of-loc2']);
  });

  it('cancels an attempt whose popup is at the one before', async () => {
    highLevel.holdConsent();
    const { click, next } = await createElement();
    const cancelled = next('connect-cancelled');
    await click();
    await waitUntil(async () => (await readPopupUrl()).includes('provider.localhost'));
    highLevel.open('loc2');
    highLevel.changeRoute();
    expect((await cancelled).detail).to.include({ reason: 'aborted' });
  });

  it('cancels it also while the element asks for the token of the next one', async () => {
    highLevel.holdConsent();
    const { element, click, next } = await createElement();
    const cancelled = next('connect-cancelled');
    await click();
    await waitUntil(async () => (await readPopupUrl()).includes('provider.localhost'));
    highLevel.open('loc2');
    highLevel.changeRoute();
    const { proxyUrl, session, appId } = element;
    const token = getSessionToken(element as unknown as SessionHost, { proxyUrl, session, appId });
    expect((await cancelled).detail).to.include({ reason: 'aborted' });
    expect(await token).to.equal('token-of-loc2');
  });

  it('cancels it also before that, if it has used a token of the one before', async () => {
    const { click, next } = await createElement();
    await waitUntil(() => highLevel.requests.length > 0);
    // The attempt's own exchange is the one that learns of it.
    highLevel.expireToken(() => highLevel.open('loc1', 'loc2'));
    const cancelled = next('connect-cancelled');
    await click();
    expect((await cancelled).detail).to.include({ reason: 'aborted' });
    expect(highLevel.listTokens()).to.deep.equal(['Bearer token-of-loc1']);
  });

  it('lets an attempt go on whose token has expired, if the location is the same', async () => {
    const { click, next } = await createElement();
    await waitUntil(() => highLevel.requests.length > 0);
    highLevel.expireToken(() => undefined);
    const connected = next('account-connected');
    await click();
    expect((await connected).detail).to.include({ locationId: 'loc1' });
    expect(highLevel.listTokens()).to.have.length(2);
  });

  it('keeps the connection while HighLevel shows another page of the same location', async () => {
    const { element, click, next } = await createElement();
    const connected = next('account-connected');
    await click();
    await connected;
    const before = highLevel.requests.length;
    highLevel.changeRoute();
    await waitUntil(() => highLevel.requests.length > before);
    await element.updateComplete;
    expect(element.state).to.equal('connected');
  });

  for (const [title, location, state] of [
    ['resets what belongs to the one before when the element returns to the page', 'loc2', 'idle'],
    ['keeps the connection when the element returns to the same location', 'loc1', 'connected'],
  ] as const) {
    it(title, async () => {
      const { element, click, next } = await createElement();
      const connected = next('account-connected');
      await click();
      await connected;
      const { proxyUrl, session, appId } = element;
      const other = await createRig({ proxyUrl, session, appId });
      const parent = element.parentElement!;
      element.remove();
      highLevel.open(location);
      const count = highLevel.requests.length;
      highLevel.changeRoute();
      await waitUntil(() => highLevel.requests.length > count, 'the other element follows');
      await getSessionToken(other.element as unknown as SessionHost, { proxyUrl, session, appId });
      parent.append(element);
      await element.updateComplete;
      expect(element.state).to.equal(state);
    });
  }

  it('is not followed by an element that has left the page', async () => {
    const { element } = await createElement();
    await waitUntil(() => highLevel.requests.length === 1);
    element.remove();
    highLevel.changeRoute();
    await new Promise((resolve) => setTimeout(resolve));
    expect(highLevel.requests).to.have.length(1);
  });
});

describe('options that exclude each other', () => {
  const CASES: [title: string, properties: Properties, option: string, text: RegExp][] = [
    ['session-token', { sessionToken: 'x' }, 'session', /session and session-token \(sessionToken\)/],
    ['getSessionToken', { getSessionToken: () => 'x' }, 'session', /session and getSessionToken/],
    ['no proxy', { proxyUrl: undefined }, 'session', /session needs a proxy-url/],
    ['another session', { session: 'clerk' as 'highlevel' }, 'session', /session must be highlevel/],
    ['a placeholder as proxy', { proxyUrl: '/p/{{location.id}}' }, 'proxyUrl', /placeholder that nothing has/],
    ['a placeholder as app', { appId: '{{app.id}}' }, 'appId', /placeholder that nothing has/],
    ["markup that names another origin's proxy", { proxyUrl: 'https://evil.example' }, 'proxyUrl', /configure/],
  ];

  for (const [title, properties, option, text] of CASES) {
    it(`are invalid_config, and nothing is sent or opened (${title})`, async () => {
      const { element, click, next } = await createElement(properties);
      await waitUntil(() => element.error !== undefined);
      const failed = next('connect-failed');
      await click();
      const error = readError(await failed);
      expect(error).to.include({ code: 'invalid_config', option });
      expect(error.message).to.match(text);
      expect(await countPopups()).to.equal(0);
      expect(highLevel.requests).to.deep.equal([]);
    });
  }

  it('and a placeholder as location are invalid_config, without a session, too', async () => {
    for (const session of ['highlevel', undefined] as const) {
      const { click, next } = await createElement({ session, locationId: '{{location.id}}' });
      const failed = next('connect-failed');
      await click();
      expect(readError(await failed)).to.include({ code: 'invalid_config', option: 'locationId' });
    }
    expect(await countPopups()).to.equal(0);
  });

  it('leave a proxy on another origin to configure()', async () => {
    configure({ proxyUrl: `${location.origin}/highlevel` });
    const { click, next } = await createElement({ proxyUrl: `${location.origin}/highlevel/` });
    const connected = next('account-connected');
    await click();
    await connected;
  });
});
