import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { PATIENCE_MS } from '../../browsers/find-browsers.mjs';
import type { GhlSocialConnectElement } from '../../../src/index.js';

const ORIGIN = 'https://services.leadconnectorhq.com';
const PAGES = [
  { id: 'p1', name: 'First page' },
  { id: 'p2', name: 'Second page' },
];

function answerAsProxy(request: RequestInfo | URL): Promise<Response> {
  const isDetails = String(request).includes('/accounts/');
  const body = { success: true, results: isDetails ? { pages: PAGES } : {} };
  return Promise.resolve(Response.json(body));
}

/** A window that stays open, as a unit test puts in place of the popup, and the message that HighLevel sends from there. */
function createPopup() {
  // jsdom accepts only a window as the source of a message, and its windows have no `closed`; happy-dom loads no frames.
  const frame = document.createElement('iframe');
  if (navigator.userAgent.includes('jsdom')) document.body.append(frame);
  const popup = Object.assign(frame.contentWindow ?? {}, { closed: false }) as Window;
  const say = (fields: object) => {
    const data = { page: 'social_media_posting', ...fields };
    window.dispatchEvent(new MessageEvent('message', { source: popup, origin: ORIGIN, data }));
  };
  return { openWindow: () => popup, say };
}

/** What a unit test of an integrator can rely on in a DOM without a browser. */
export function describeElementIn(dom: string): void {
  describe(`an element in ${dom}`, () => {
    const rejections: unknown[] = [];
    const collect = (reason: unknown) => rejections.push(reason);

    beforeAll(async () => {
      process.on('unhandledRejection', collect);
      await import('../../../src/index.js');
    });

    afterEach(() => {
      document.body.replaceChildren();
      vi.unstubAllGlobals();
    });

    afterAll(async () => {
      // Rejections are reported when the queue of microtasks is empty.
      await new Promise((resolve) => setImmediate(resolve));
      process.off('unhandledRejection', collect);
      expect(rejections).toEqual([]);
    });

    async function create(properties: Partial<GhlSocialConnectElement> = {}): Promise<GhlSocialConnectElement> {
      const element = document.createElement('ghl-social-connect');
      Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', ...properties });
      document.body.append(element);
      await element.updateComplete;
      return element;
    }

    const find = (element: GhlSocialConnectElement, selector: string) =>
      element.shadowRoot?.querySelector<HTMLElement>(selector);

    it('is made by the parser, with its attributes and its label', async () => {
      document.body.innerHTML = `
        <form>
          <ghl-social-connect platform="tiktok" location-id="loc1" user-id="user1" name="account" required disabled>
          </ghl-social-connect>
        </form>`;
      const element = document.querySelector('ghl-social-connect') as GhlSocialConnectElement;
      await element.updateComplete;
      expect(element).toMatchObject({
        platform: 'tiktok',
        locationId: 'loc1',
        disabled: true,
        state: 'idle',
        value: '',
      });
      expect(find(element, '[part="label"]')?.textContent).toBe('Connect TikTok');
      expect(find(element, 'button')?.hasAttribute('disabled')).toBe(true);
    });

    it('draws itself again when a property changes', async () => {
      const element = await create();
      element.labels = { connect: 'Link {platform}' };
      element.platform = 'youtube';
      await element.updateComplete;
      expect(find(element, '[part="label"]')?.textContent).toBe('Link YouTube');
    });

    it('answers the members of a form control without an exception', async () => {
      const element = await create({ required: true, name: 'account' });
      expect(element.type).toBe('ghl-social-connect');
      expect([element.checkValidity(), element.reportValidity()]).toEqual([true, true]);
      expect(typeof element.willValidate).toBe('boolean');
      expect(element.validationMessage).toBe('');
      expect(element.form).toBeNull();
    });

    it.each(['button', 'element'])('starts an attempt by a click on the %s', async (target) => {
      const element = await create({ openWindow: () => null });
      const started = vi.fn((event: Event) => event.preventDefault());
      element.addEventListener('connect-start', started);
      if (target === 'element') element.click();
      else find(element, 'button')?.click();
      expect(started).toHaveBeenCalledOnce();
    });

    it('starts one by a click of a pointer on the element, as testing libraries dispatch it', async () => {
      const element = await create({ openWindow: () => null });
      const started = vi.fn((event: Event) => event.preventDefault());
      element.addEventListener('connect-start', started);
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }));
      expect(started).toHaveBeenCalledOnce();
    });

    it('reports a blocked popup as an event, with a text and a link', async () => {
      const element = await create({ openWindow: () => null });
      const failed = vi.fn();
      element.addEventListener('connect-failed', failed);
      const outcome = await element.connect();
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'popup_blocked' } });
      expect(failed).toHaveBeenCalledOnce();
      const readLink = () => find(element, 'a[part="link"]')?.getAttribute('href');
      await vi.waitFor(() => expect(readLink()).toContain('/facebook/start'), PATIENCE_MS);
      expect(find(element, '[part="status"]')?.textContent).toContain('blocked');
    });

    it("connects by HighLevel's message", async () => {
      const { openWindow, say } = createPopup();
      const element = await create({ openWindow, startUrl: 'https://sign-in.example/{platform}' });
      const events: string[] = [];
      for (const type of ['account-connected', 'input', 'change']) {
        element.addEventListener(type, () => events.push(type));
      }
      const outcome = element.connect();
      say({ accountId: 'a1' });
      expect(await outcome).toMatchObject({ status: 'connected', connection: { accountId: 'a1' } });
      expect(element).toMatchObject({ state: 'connected', value: 'a1' });
      expect(events.sort()).toEqual(['account-connected', 'change', 'input']);
    });

    it('shows the accounts to choose from, and attaches one', async () => {
      vi.stubGlobal('fetch', answerAsProxy);
      const { openWindow, say } = createPopup();
      const element = await create({ openWindow, proxyUrl: 'https://proxy.example/', attach: 'choose' });
      element.startUrl = 'https://sign-in.example/{platform}';
      const attached = new Promise((resolve) => element.addEventListener('account-attached', resolve));
      const outcome = element.connect();
      say({ accountId: 'a1' });
      await outcome;
      await vi.waitFor(() => expect(find(element, '[part~="option"] input')).toBeTruthy(), PATIENCE_MS);
      find(element, '[part~="option"] input')?.click();
      await element.updateComplete;
      find(element, '.primary')?.click();
      await attached;
    });

    it('ends its attempt when it is removed', async () => {
      const { openWindow } = createPopup();
      const element = await create({ openWindow, startUrl: 'https://sign-in.example/{platform}' });
      const outcome = element.connect();
      element.remove();
      expect(await outcome).toMatchObject({ status: 'cancelled', reason: 'aborted' });
    });
  });
}
