import { expect } from '@open-wc/testing';
import { closePopups, countPopups } from '../browsers/popup.js';
import { encryptPayload } from '../../src/simulator/shell/encrypt-payload.js';
import { CONTEXT, LOCATION_ID, LOCATION_PAYLOAD, SECRET } from '../proxy/user-context/vectors.js';
import { openInParent, type FramedApp } from './inside-parent.js';

/** The proxy accepts `localhost` as a page of HighLevel, and nothing else. */
const HIGHLEVEL = 'localhost';
const FOREIGN = 'evil.localhost';

// The runner creates the simulator and the proxy with the first request.
before(() => fetch('/simulator/user-context'));

describe('a page that frames the app and answers with a user context of its own', () => {
  let app: FramedApp;
  afterEach(async () => {
    app.close();
    await closePopups();
  });

  it('is refused by the button, which opens nothing', async () => {
    app = openInParent(FOREIGN, 'inside.html', LOCATION_PAYLOAD);
    await app.wait('status');
    await app.press('ghl-social-connect', 'button');
    expect(await app.wait('connect-failed')).to.include({ code: 'unauthorized', reason: 'not-accepted' });
    expect(await countPopups()).to.equal(0);
    expect(app.find('account-connected')).to.equal(undefined);
  });

  it('connects if it is a page of HighLevel', async () => {
    app = openInParent(HIGHLEVEL, 'inside.html', LOCATION_PAYLOAD);
    await app.press('ghl-social-connect', 'button');
    expect(await app.wait('account-connected')).to.include({ platform: 'facebook' });
    await app.wait('account-details');
  });

  it('is refused by the list, which shows no account', async () => {
    app = openInParent(FOREIGN, 'inside-list.html', LOCATION_PAYLOAD);
    expect(await app.wait('list-failed')).to.deep.include({ reason: 'not-accepted', names: [] });
    expect(app.find('list-ready')).to.equal(undefined);
  });

  it('gets the list if it is a page of HighLevel', async () => {
    app = openInParent(HIGHLEVEL, 'inside-list.html', LOCATION_PAYLOAD);
    const { names } = (await app.wait('list-ready')) as { names: string[] };
    expect(names).to.not.be.empty;
  });
});

describe('a page on a white-label domain that frames the app', () => {
  let app: FramedApp;
  afterEach(async () => {
    app.close();
    await closePopups();
  });

  it('is refused if the proxy knows another domain of the agency', async () => {
    app = openInParent('crm.evil.localhost', 'inside.html', LOCATION_PAYLOAD);
    await app.wait('status');
    await app.press('ghl-social-connect', 'button');
    expect(await app.wait('connect-failed')).to.include({ code: 'unauthorized', reason: 'not-accepted' });
    expect(await countPopups()).to.equal(0);
    expect(app.find('account-connected')).to.equal(undefined);
  });

  // The domain in a user context stands for `https:`, which nothing on the loopback has.
  it('is refused on `http:`, even if the user context names its domain', async () => {
    const context = { activeLocation: LOCATION_ID, whitelabelDetails: { domain: 'crm.evil.localhost' } };
    const payload = await encryptPayload(JSON.stringify({ ...CONTEXT, ...context }), SECRET);
    app = openInParent('crm.evil.localhost', 'inside.html', payload);
    await app.wait('status');
    await app.press('ghl-social-connect', 'button');
    expect(await app.wait('connect-failed')).to.include({ reason: 'not-accepted' });
    expect(await countPopups()).to.equal(0);
  });

  it('connects if the proxy lists its origin', async () => {
    app = openInParent('crm.agency.localhost', 'inside.html', LOCATION_PAYLOAD);
    await app.press('ghl-social-connect', 'button');
    expect(await app.wait('account-connected')).to.include({ platform: 'facebook' });
  });
});

describe('a browser that blocks the cookies of other sites', () => {
  let app: FramedApp;
  afterEach(async () => {
    app.close();
    await closePopups();
  });

  it('sends none to the server of the app in the frame, and still connects and attaches', async () => {
    app = openInParent(HIGHLEVEL, 'inside.html?platform=google&attach=auto', LOCATION_PAYLOAD);
    await app.press('ghl-social-connect', 'button');
    await app.wait('account-attached');
    const response = await fetch(`http://inside.localhost:${location.port}/inside/cookies`);
    expect(await response.json()).to.deep.equal({ count: 0 });
  });

  it('lets a person choose an account in the frame, see it in the list and disconnect it', async () => {
    // A location of its own: what is connected there stays, for the other engines too.
    const query = new URLSearchParams({ locationId: `location-${crypto.randomUUID()}` });
    const context = (await (await fetch(`/simulator/user-context?${query}`)).json()) as { payload: string };
    app = openInParent(HIGHLEVEL, 'inside-whole.html', context.payload);
    expect(await app.wait('cookie')).to.equal('');
    const before = (await app.wait('list-9')) as Record<string, string>;

    await app.press('ghl-social-connect', 'button');
    await app.press('ghl-social-connect', '[part="option"] input');
    await app.press('ghl-social-connect', '.primary[aria-disabled="false"]');
    const name = await app.wait('attached');
    const after = (await app.wait('list-10')) as Record<string, string>;
    const [added = ''] = Object.keys(after).filter((id) => !(id in before));
    expect(after[added]).to.equal(name);

    await app.press('ghl-social-accounts', `[data-id="${added}"] .disconnect`);
    await app.press('ghl-social-accounts', '.confirm[aria-disabled="false"]');
    expect(await app.wait('disconnected')).to.equal(added);
  });
});
