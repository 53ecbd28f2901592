import { describe, expect, it } from 'vitest';
import { createSimulator, type Scenario, type SimulatedShell } from '../../../src/simulator/index.js';
import { decryptUserContext } from '../../../src/proxy/user-context/user-context.js';
import { decryptSaltedPayload } from '../../../src/proxy/user-context/salted-payload.js';

const ORIGIN = 'https://highlevel.example';
const SECRET = 'the-secret-of-the-shell';
const PAGE = 'https://app.example/page?location={{location.id}}&user={{user.id}}';

const create = (shell: SimulatedShell = {}) =>
  createSimulator({ shell: { customPage: PAGE, sharedSecret: SECRET, ...shell }, delay: 40 });

async function readContext(query: Record<string, string>, shell?: SimulatedShell) {
  const response = await create(shell).fetch(
    new Request(`${ORIGIN}/simulator/user-context?${new URLSearchParams(query)}`),
  );
  return (await response.json()) as { isAnswered: boolean; payload: string; delay: number };
}

async function readShell(path: string, shell?: SimulatedShell) {
  const response = await create(shell).fetch(new Request(ORIGIN + path));
  const html = await response.text();
  const frame = /<iframe[^>]* src="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  return { response, html, frame };
}

describe('the user context of the shell', () => {
  it('is what the proxy reads, for a location and for the agency', async () => {
    const location = await readContext({ locationId: 'location-2' }, { whiteLabelDomain: 'crm.agency.example' });
    expect(location).toMatchObject({ isAnswered: true, delay: 0 });
    expect(await decryptUserContext(location.payload, [SECRET])).toEqual({
      userId: 'simulated-user',
      companyId: 'simulated-company',
      locationId: 'location-2',
      whiteLabelDomain: 'crm.agency.example',
    });
    const agency = await readContext({});
    expect(await decryptUserContext(agency.payload, [SECRET])).toEqual({
      userId: 'simulated-user',
      companyId: 'simulated-company',
    });
  });

  it('has the fields that HighLevel documents', async () => {
    const { payload } = await readContext({ locationId: 'location-1' });
    const fields = JSON.parse((await decryptSaltedPayload(payload, SECRET)) ?? '') as object;
    expect(fields).toMatchObject({ role: 'admin', type: 'agency', whitelabelDetails: {}, appStatus: 'live' });
  });

  it.each<[Scenario, object]>([
    ['context-slow', { isAnswered: true, delay: 40 }],
    ['context-none', { isAnswered: false }],
    ['context-empty', { payload: '' }],
    ['context-object', { payload: { encryptedData: expect.any(String) as unknown } }],
  ])('follows the scenario %s', async (scenario, expected) => {
    expect(await readContext({ locationId: 'location-1', scenario })).toMatchObject(expected);
  });

  it('is not readable with the secret of the app in context-wrong-secret', async () => {
    const { payload } = await readContext({ locationId: 'location-1', scenario: 'context-wrong-secret' });
    expect(await decryptUserContext(payload, [SECRET])).toBeUndefined();
  });

  it('exists for ids only', async () => {
    const response = await create().fetch(new Request(`${ORIGIN}/simulator/user-context?locationId=a%20b`));
    expect(response.status).toBe(422);
  });
});

describe("the shell's page", () => {
  it("shows the app's page with its placeholders replaced, and as they are in context-placeholder", async () => {
    expect((await readShell('/v2/location/location-1/custom-page')).frame).toBe(
      'https://app.example/page?location=location-1&user=simulated-user',
    );
    expect((await readShell('/v2/agency/custom-page')).frame).toBe(
      'https://app.example/page?location=&user=simulated-user',
    );
    expect((await readShell('/v2/location/location-1/custom-page?scenario=context-placeholder')).frame).toBe(PAGE);
  });

  it('offers every location and the agency, and keeps the scenario', async () => {
    const { html } = await readShell('/v2/location/other/custom-page?scenario=context-slow');
    const views = [...html.matchAll(/<a href="([^"]+)" data-location="([^"]*)"/g)];
    expect(views.map(([, , location]) => location)).toEqual(['location-1', 'location-2', 'location-3', 'other', '']);
    expect(views.every(([, href]) => href?.endsWith('?scenario=context-slow'))).toBe(true);
    expect(html.match(/data-location="other"[^>]* aria-current="page"/)).not.toBeNull();
  });

  it('has a policy without inline code, which lets in the module of Custom JavaScript only', async () => {
    const { response, html } = await readShell('/v2/agency/custom-page');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
    const custom = await readShell('/v2/agency/custom-page', { customJavaScript: 'https://app.example/custom.js' });
    expect(custom.response.headers.get('content-security-policy')).toContain("script-src 'self' https://app.example;");
    expect(custom.html).toContain('<script type="module" src="https://app.example/custom.js"></script>');
  });

  it('writes what it is given as text, and shows nothing for what is no id', async () => {
    const { html } = await readShell('/v2/location/location-1/custom-page?scenario=ok&x="><img src=x>');
    expect(html).not.toContain('<img');
    expect((await readShell('/v2/location/%3Cb%3E/custom-page')).response.status).toBe(404);
  });

  it('says what is missing where there is no app', async () => {
    const html = await (await createSimulator().fetch(new Request(`${ORIGIN}/v2/agency/custom-page`))).text();
    expect(html).toContain('shell.customPage');
    expect(html).not.toContain('<iframe');
  });
});

describe('the option shell', () => {
  it.each([
    ['shell', 7],
    ['shell.customPage', { customPage: 'http://app.example' }],
    ['shell.customPage', { customPage: '/page' }],
    ['shell.customJavaScript', { customJavaScript: 'javascript:alert(1)' }],
    ['shell.sharedSecret', { sharedSecret: '' }],
    ['shell.whiteLabelDomain', { whiteLabelDomain: 7 }],
    ['shell.whiteLabelDomain', { whiteLabelDomain: '' }],
    ['shell.whiteLabelDomain', { whiteLabelDomain: '<img src=x>.agency.example' }],
    ['shell.whiteLabelDomain', { whiteLabelDomain: 'https://crm.agency.example' }],
    ['shell.whiteLabelDomain', { whiteLabelDomain: 'CRM.agency.example' }],
    ['shell.whiteLabelDomain', { whiteLabelDomain: '127.0.0.1' }],
  ])('is refused where it is wrong: %s', (option, shell) => {
    expect(() => createSimulator({ shell: shell as SimulatedShell })).toThrow(
      expect.objectContaining({ code: 'invalid_config', option }),
    );
  });
});
