import { setMaxListeners } from 'node:events';
import { vi } from 'vitest';

/** HighLevel's origin, as the tests set it. */
export const ORIGIN = 'https://hl.example';

/** Id of the account in {@link GOOD}. */
export const ACCOUNT_ID = '65f1a2b3c4d5e6f708192a3b';

/** A message that connects. */
export const GOOD = { page: 'social_media_posting', platform: 'facebook', accountId: ACCOUNT_ID };

/** An event target that counts the listeners it has. */
class CountingTarget extends EventTarget {
  readonly listeners = new Map<string, Set<unknown>>();

  override addEventListener(type: string, listener: EventListener, options?: AddEventListenerOptions | boolean): void {
    const { signal } = typeof options === 'object' ? options : {};
    if (signal?.aborted) return;
    const known = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, known.add(listener));
    signal?.addEventListener('abort', () => known.delete(listener));
    super.addEventListener(type, listener, options);
  }

  override removeEventListener(type: string, listener: EventListener, options?: boolean): void {
    this.listeners.get(type)?.delete(listener);
    super.removeEventListener(type, listener, options);
  }

  countListeners(): number {
    return [...this.listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

class FakeDocument extends CountingTarget {
  focused = true;
  visibilityState: 'visible' | 'hidden' = 'visible';
  readonly baseURI = 'https://host.example/page';
  hasFocus(): boolean {
    return this.focused;
  }
}

/** A window that a test opens: what an attempt can see of it, and what it did to it. */
export class FakePopup {
  closed = false;
  opener: unknown = globalThis.window;
  closeCalls = 0;
  focusCalls = 0;
  readonly visited: string[] = [];
  readonly document = { title: '', body: { textContent: '' } };
  readonly location = { replace: (url: string) => void this.visited.push(url) };
  close(): void {
    this.closeCalls += 1;
    this.closed = true;
    this.opener = null;
  }
  focus(): void {
    this.focusCalls += 1;
  }
}

/** What a test can do to the page. */
export interface FakePage {
  readonly window: CountingTarget;
  readonly document: FakeDocument;
  /** Lets time pass, with its timers. */
  pass(ms: number): Promise<void>;
  /** Sets the focus and tells of it, as a browser does. */
  setFocus(focused: boolean): void;
  /** Posts a message; `onRead` is called when its data is looked at. */
  post(data: unknown, source: unknown, origin?: string, onRead?: () => void): void;
  /** Listeners and timers that are there now. */
  countLeftovers(): number;
}

// Many listeners end by one signal, which Node takes for a leak.
setMaxListeners(0);

/** Gives the globals that an attempt looks at to a page of the test; the clock and the timers are the test's too. */
export function installFakePage(): FakePage {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'], now: 0 });
  const page = new CountingTarget();
  const document = new FakeDocument();
  Object.assign(page, { screenX: 0, screenY: 0, outerWidth: 1200, outerHeight: 800, open: () => null });
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', document);
  vi.stubGlobal('screen', { availWidth: 1600, availHeight: 900 });
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  return {
    window: page,
    document,
    pass: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
    setFocus(focused) {
      document.focused = focused;
      if (focused) page.dispatchEvent(new Event('focus'));
    },
    post(data, source, origin = ORIGIN, onRead) {
      let isOver = false;
      // WebKit's event forgets a window that has closed since.
      const getSource = () => (isOver && (source as Partial<FakePopup> | null)?.closed ? null : source);
      const fields = { source: { get: getSource }, origin: { value: origin } };
      const read = () => (onRead?.(), data);
      page.dispatchEvent(Object.defineProperties(new Event('message'), { ...fields, data: { get: read } }));
      isOver = true;
    },
    countLeftovers: () => page.countListeners() + document.countListeners() + vi.getTimerCount(),
  };
}

/** Gives everything back. */
export function removeFakePage(): void {
  vi.unstubAllGlobals();
  vi.useRealTimers();
}
