import { describe, expect, it } from 'vitest';
import { createSimulator, type SimulatorOptions } from '../../../src/simulator/index.js';
import { runPopup, startUrl, type Browser, type PopupRun } from './popup-chain.js';

const pathsOf = ({ responses }: PopupRun): string[] =>
  responses.flatMap(({ headers }) => {
    const location = headers.get('location');
    return location === null ? [] : [new URL(location).pathname];
  });

const isLoginShown = (run: PopupRun): boolean => pathsOf(run).some((path) => path.endsWith('/login'));

describe('the login page of a platform', () => {
  it.each([
    ['the option', { login: 'coop' }, {}],
    ['the start query', {}, { login: 'coop' }],
    ['the scenario', { scenario: 'login-coop' }, {}],
    ['the scenario of the start query', {}, { scenario: 'login-coop' }],
  ] as const)('cuts the popup off until this browser has signed in once: %s', async (_by, options, query) => {
    const simulator = createSimulator(options as SimulatorOptions);
    const browser: Browser = {};
    const first = await runPopup(simulator, startUrl('facebook', query), 'allow', browser);
    const second = await runPopup(simulator, startUrl('facebook', query), 'allow', browser);
    expect([isLoginShown(first), first.isCutOff]).toEqual([true, true]);
    expect([isLoginShown(second), second.isCutOff]).toEqual([false, false]);
    expect(second.posted).toHaveLength(1);
  });

  it('does not cut the popup off when it is plain', async () => {
    const simulator = createSimulator({ login: 'plain' });
    const browser: Browser = {};
    const first = await runPopup(simulator, startUrl('facebook'), 'allow', browser);
    const second = await runPopup(simulator, startUrl('facebook'), 'allow', browser);
    expect([isLoginShown(first), first.isCutOff, first.posted.length]).toEqual([true, false, 1]);
    expect(isLoginShown(second)).toBe(false);
  });

  it('is not there by default, and a start query can leave it out', async () => {
    expect(isLoginShown(await runPopup(createSimulator(), startUrl('facebook')))).toBe(false);
    const simulator = createSimulator({ login: 'coop' });
    expect(isLoginShown(await runPopup(simulator, startUrl('facebook', { login: 'none' })))).toBe(false);
  });

  it.each([
    ['another browser', {}, 'facebook', {}],
    ['another platform', undefined, 'threads', {}],
    ['another user', undefined, 'facebook', { userId: 'user-2' }],
  ] as const)('is shown again to %s', async (_case, other, platform, query) => {
    const simulator = createSimulator({ login: 'coop' });
    const browser: Browser = {};
    await runPopup(simulator, startUrl('facebook'), 'allow', browser);
    expect(isLoginShown(await runPopup(simulator, startUrl(platform, query), 'allow', other ?? browser))).toBe(true);
    expect(isLoginShown(await runPopup(simulator, startUrl('facebook'), 'allow', browser))).toBe(false);
  });

  it('is shown again after a reset, and to a browser with a made-up cookie', async () => {
    const simulator = createSimulator({ login: 'coop' });
    const browser: Browser = {};
    await runPopup(simulator, startUrl('facebook'), 'allow', browser);
    simulator.reset();
    expect(isLoginShown(await runPopup(simulator, startUrl('facebook'), 'allow', browser))).toBe(true);
    for (const id of ['0123456789abcdef01234567', '__proto__', '']) {
      const visitor = { cookie: `simulator_browser=${id}` };
      expect(isLoginShown(await runPopup(simulator, startUrl('facebook'), 'allow', visitor))).toBe(true);
    }
  });

  it('waits for a person where the consent page does, and asks for no password', async () => {
    const { responses, posted } = await runPopup(
      createSimulator({ login: 'coop' }),
      startUrl('linkedin', { consent: 'ask' }),
    );
    expect(responses.map(({ status }) => status)).toEqual([302, 302, 200, 302, 200, 302, 200]);
    expect(posted).toHaveLength(1);
    const cookie = responses[3]?.headers.get('set-cookie');
    expect(cookie).toMatch(/^simulator_browser=[0-9a-f]{24}; Path=\/provider\/; HttpOnly; SameSite=Lax$/);
  });

  it.each(['login', 'signed-in'])('leads nowhere but to HighLevel: %s', async (page) => {
    const simulator = createSimulator({ login: 'coop' });
    const url = new URL(`http://highlevel.localhost:5174/provider/facebook/${page}`);
    url.searchParams.set('redirect_uri', 'https://elsewhere.example/social-media-posting/oauth/facebook/finish');
    const response = await simulator.fetch(new Request(url));
    expect([response.status, response.headers.has('set-cookie')]).toEqual([400, false]);
  });
});
