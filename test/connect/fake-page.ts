import { setMaxListeners } from 'node:events';
import { vi } from 'vitest';

/** HighLevel's origin in the tests. */
export const ORIGIN = 'https://hl.example';

/** Id of the account in {@link GOOD}. */
export const ACCOUNT_ID = '65f1a2b3c4d5e6f708192a3b';

/** A message that connects. */
export const GOOD = { page: 'social_media_posting', platform: 'facebook', accountId: ACCOUNT_ID };

/** An event target that counts its listeners. */
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

/** A window of the page: its own, or that of a frame. */
export class FakeView extends CountingTarget {
  readonly document = new FakeDocument();
  readonly screen = { availWidth: 1600, availHeight: 900 };
  readonly screenX = 0;
  readonly screenY = 0;
  readonly outerWidth = 1200;
  readonly outerHeight = 800;
  /** Features of the windows that it was asked to open. */
  readonly opened: string[] = [];
  /** What it opens; nothing, unless a test sets it. */
  popup: FakePopup | null = null;

  open(_url: string, _target: string, features: string): FakePopup | null {
    this.opened.push(features);
    return this.popup;
  }

  /** Sets the focus and dispatches its event, as a browser does. */
  setFocus(focused: boolean): void {
    this.document.focused = focused;
    if (focused) this.dispatchEvent(new Event('focus'));
  }

  /** How many listeners there are. */
  count(): number {
    return this.countListeners() + this.document.countListeners();
  }
}

/** A popup of a test: what an attempt can observe of it, and what the attempt did to it. */
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
  /** What was reported as an uncaught error. */
  readonly errors: readonly unknown[];
  readonly window: FakeView;
  readonly document: FakeDocument;
  /** Advances the clock and runs the timers that are due. */
  pass(ms: number): Promise<void>;
  /** Sets the focus and dispatches its event, as a browser does. */
  setFocus(focused: boolean): void;
  /** Posts a message to the page or to `view`; `onRead` is called when its data is accessed. */
  post(data: unknown, source: unknown, origin?: string, onRead?: () => void, view?: FakeView): void;
  /** How many listeners and timers exist. */
  countLeftovers(): number;
}

// Many listeners end by one signal, which Node would report as a leak.
setMaxListeners(0);

/** Replaces the globals that an attempt uses by a page of the test, whose clock and timers the test moves. */
export function installFakePage(): FakePage {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'], now: 0 });
  const page = new FakeView();
  const { document } = page;
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', document);
  vi.stubGlobal('Document', FakeDocument);
  const errors: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => errors.push(error));
  return {
    window: page,
    document,
    errors,
    pass: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
    setFocus: (focused) => page.setFocus(focused),
    post(data, source, origin = ORIGIN, onRead, view = page) {
      let isOver = false;
      // In WebKit, an event's source becomes null when that window closes.
      const getSource = () => (isOver && (source as Partial<FakePopup> | null)?.closed ? null : source);
      const fields = { source: { get: getSource }, origin: { value: origin } };
      const read = () => (onRead?.(), data);
      view.dispatchEvent(Object.defineProperties(new Event('message'), { ...fields, data: { get: read } }));
      isOver = true;
    },
    countLeftovers: () => page.count() + vi.getTimerCount(),
  };
}

/** Restores the globals. */
export function removeFakePage(): void {
  vi.unstubAllGlobals();
  vi.useRealTimers();
}
