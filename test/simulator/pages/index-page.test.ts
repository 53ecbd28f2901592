import { beforeEach, describe, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../../src/protocol/platforms.js';
import { createSimulator, SCENARIOS, type Simulator } from '../../../src/simulator/index.js';
import { matchRoute } from '../../../src/simulator/router.js';
import { HIGHLEVEL } from '../oauth/popup-chain.js';

describe('the page at /', () => {
  let simulator: Simulator;
  beforeEach(() => {
    simulator = createSimulator({ scenario: 'slow' });
  });
  const readPage = async () => (await simulator.fetch(new Request(`${HIGHLEVEL}/`))).text();

  it('shows what to give the element', async () => {
    const html = await readPage();
    expect(html).toContain(`start-url=&quot;${HIGHLEVEL}/social-media-posting/oauth/{platform}/start&quot;`);
    expect(html).toContain(`allowed-origins=&quot;${HIGHLEVEL}&quot;`);
  });

  it('leads to a sign-in of every platform', async () => {
    const html = await readPage();
    const links = [...html.matchAll(/<a href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
    const statuses = await Promise.all(
      links.map(async (href) => (await simulator.fetch(new Request(HIGHLEVEL + href))).status),
    );
    expect(statuses).toEqual([...PLATFORM_NAMES.map(() => 302), 200, 200]);
  });

  it('lists addresses that exist', async () => {
    const rows = [...(await readPage()).matchAll(/<tr><td><code>([A-Z]+)<\/code><\/td><td><code>(\/[^<]+)<\/code>/g)];
    expect(rows.length).toBeGreaterThan(8);
    for (const [, method = '', path = ''] of rows) {
      const { pathname } = new URL(path.replaceAll('&amp;', '&').replaceAll(/\{\w[^}]*\}/g, 'x'), HIGHLEVEL);
      expect([pathname, matchRoute(method, pathname) !== undefined]).toEqual([pathname, true]);
    }
  });

  it('offers every scenario, with the current one chosen', async () => {
    const html = await readPage();
    for (const name of Object.keys(SCENARIOS)) expect(html).toContain(`<option value="${name}"`);
    expect(html.match(/<option value="[^"]+" selected>/g)).toEqual(['<option value="slow" selected>']);
  });

  it('shows the last requests, the newest first, as text', async () => {
    expect(await readPage()).toContain('None yet.');
    await simulator.fetch(new Request(`${HIGHLEVEL}/first`));
    await simulator.fetch(new Request(`${HIGHLEVEL}/second?x=<img src=x>&scenario=ok`));
    const html = await readPage();
    expect(html.indexOf('/second')).toBeLessThan(html.indexOf('/first'));
    expect(html).not.toContain('<img src=x>');
    expect(html).not.toContain('None yet.');
  });
});
