import { expect } from '@open-wc/testing';
import { closePopups, countPopups } from '../browsers/popup.js';
import { waitUntil } from '../browsers/wait-until.js';
import { AGENCY_PAYLOAD, LOCATION_ID, LOCATION_PAYLOAD } from '../proxy/user-context/vectors.js';
import { pressInside } from './press-inside.js';

interface Told {
  readonly inside: string;
  readonly detail: unknown;
}

/**
 * This page plays HighLevel's shell. Four origins take part: the shell, the app's page in the frame with its proxy,
 * HighLevel's start and finish pages, and the platform.
 */
function openApp(payload: string | undefined, host = 'inside.localhost') {
  const told: Told[] = [];
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 500px; height: 300px; border: 0';
  let answer = payload;
  const listener = ({ source, data }: MessageEvent<{ message?: string; inside?: string; detail?: unknown }>) => {
    if (source !== frame.contentWindow) return;
    if (data.inside) told.push({ inside: data.inside, detail: data.detail });
    if (data.message !== 'REQUEST_USER_DATA' || answer === undefined) return;
    frame.contentWindow!.postMessage({ message: 'REQUEST_USER_DATA_RESPONSE', payload: answer }, '*');
  };
  addEventListener('message', listener);
  frame.src = `http://${host}:${location.port}/test/e2e/pages/inside.html`;
  document.body.append(frame);
  const find = (type: string) => told.find(({ inside }) => inside === type)?.detail;
  const wait = async (type: string) => {
    await waitUntil(
      () => told.some(({ inside }) => inside === type),
      () => `the app did not tell ${type}: ${JSON.stringify(told)}`,
    );
    return find(type);
  };
  return {
    told,
    find,
    wait,
    setAnswer: (next: string) => void (answer = next),
    click: () => pressInside({ window: () => frame.contentWindow!, wait }, ['ghl-social-connect', 'button']),
    close() {
      removeEventListener('message', listener);
      frame.remove();
    },
  };
}

describe('a page in a frame of HighLevel', () => {
  let app: ReturnType<typeof openApp>;
  afterEach(async () => {
    app.close();
    await closePopups();
  });

  it('connects with one tag and one click, and reads the accounts of the login', async () => {
    app = openApp(LOCATION_PAYLOAD);
    await app.click();
    await app.wait('account-connected');
    expect(app.find('account-connected')).to.include({ platform: 'facebook', locationId: LOCATION_ID });
    await app.wait('account-details');
  });

  it('connects when HighLevel answers after the click', async () => {
    app = openApp(undefined);
    await app.click();
    app.setAnswer(LOCATION_PAYLOAD);
    await app.wait('account-connected');
  });

  it('says in the agency view that a sub-account must be open, and opens nothing', async () => {
    app = openApp(AGENCY_PAYLOAD);
    await app.wait('status');
    await app.click();
    await app.wait('connect-failed');
    expect(app.find('connect-failed')).to.include({ code: 'no_user_context', reason: 'no-location' });
    expect(await countPopups()).to.equal(0);
  });

  it('says that nobody is signed in, if HighLevel sends an empty user context', async () => {
    app = openApp('');
    await app.wait('status');
    expect(app.find('status')).to.contain('You are not signed in to HighLevel.');
  });
});

describe("a page in a frame of the simulator's shell", () => {
  let shell: HTMLIFrameElement;
  const told: Told[] = [];
  const find = (type: string) => told.find(({ inside }) => inside === type)?.detail;
  const wait = async (type: string) => {
    await waitUntil(
      () => told.some(({ inside }) => inside === type),
      () => `the app did not tell ${type}: ${JSON.stringify(told)}`,
    );
    return find(type);
  };
  const listen = ({ data }: MessageEvent<{ inside?: string; detail?: unknown }>) => {
    if (data.inside) told.push({ inside: data.inside, detail: data.detail });
  };

  beforeEach(() => addEventListener('message', listen));
  afterEach(async () => {
    removeEventListener('message', listen);
    told.length = 0;
    shell.remove();
    await closePopups();
  });

  async function open(path: string): Promise<void> {
    shell = document.createElement('iframe');
    shell.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 780px; height: 500px; border: 0';
    shell.src = path;
    document.body.append(shell);
    await wait('ready');
  }

  /** Clicks the button in the frame of the shell, which is in a frame itself. */
  const click = () =>
    pressInside(
      {
        window: () => shell.contentWindow!.frames[0]!,
        wait,
        corner: () => shell.contentDocument!.querySelector('iframe')!.getBoundingClientRect(),
      },
      ['ghl-social-connect', 'button'],
    );

  it('is connected and attached after one click', async () => {
    // A location of its own: what is connected there stays, for the other engines too.
    await open(`/v2/location/location-${crypto.randomUUID()}/custom-page`);
    await click();
    await wait('account-attached');
    expect(find('account-connected')).to.include({ platform: 'google' });
  });

  it('is on a light background, whatever the colours around it: it may know no others', async () => {
    await open('/v2/location/location-1/custom-page');
    const { backgroundColor, colorScheme } = getComputedStyle(shell.contentDocument!.querySelector('iframe')!);
    expect({ backgroundColor, colorScheme }).to.deep.equal({
      backgroundColor: 'rgb(255, 255, 255)',
      colorScheme: 'light',
    });
  });

  it('is connected after a second sign-in too, though its only account is attached already', async () => {
    const path = `/v2/location/location-${crypto.randomUUID()}/custom-page`;
    await open(path);
    await click();
    await wait('account-attached');
    shell.remove();
    told.length = 0;
    await open(path);
    await click();
    await wait('account-details');
    expect(find('account-details')).to.have.nested.property('accounts[0].connected', true);
    expect(find('account-attached')).to.equal(undefined);
  });

  it('is refused when the Shared Secret is another', async () => {
    await open('/v2/location/location-1/custom-page?scenario=context-wrong-secret');
    await wait('status');
    await click();
    await wait('connect-failed');
    expect(find('connect-failed')).to.include({ code: 'unauthorized', reason: 'not-accepted' });
    expect(await countPopups()).to.equal(0);
  });
});
