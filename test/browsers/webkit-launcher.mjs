import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { env } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { findBrowser, findMiniBrowser } from './find-browsers.mjs';
import { findFreePort } from './free-port.mjs';

const START_RETRY_MS = 50;
const START_RETRIES = 2_000;
const MOUSE_BUTTONS = { left: 0, middle: 1, right: 2 };

// A popup may close itself, or load another page, at any moment.
function ignoreClosed(error) {
  if (!/no such (?:window|element)|stale element/.test(String(error))) throw error;
}

/**
 * Runs the tests in WebKitGTK, driven over plain WebDriver (https://www.w3.org/TR/webdriver2/).
 *
 * A WebDriver session has one current window. Calls are therefore queued, and a call that switches to another window
 * switches back before the next call runs.
 */
class WebKitLauncher {
  name = 'WebKitGTK';
  /** The runner's own commands (sendMouse, sendKeys) choose their implementation by this type. */
  type = 'webdriver';
  concurrency = 1;

  #processes = [];
  #urls = new Map();
  #turn = Promise.resolve();
  #starting;
  #driver;
  #session;
  #testWindow;
  #popups = [];

  async startSession(id, url) {
    await (this.#starting ??= this.#start());
    this.#urls.set(id, url);
    await this.#takeTurn(() => this.#call('POST', '/url', { url }));
  }

  isActive(id) {
    return this.#urls.has(id);
  }

  getBrowserUrl(id) {
    return this.#urls.get(id);
  }

  async stopSession(id) {
    // The page is removed first: otherwise it could open another window, which the next test file would count.
    await this.#takeTurn(() => this.#call('POST', '/url', { url: 'about:blank' }));
    for (let popups = await this.popups(); popups.length > 0; popups = await this.popups()) {
      for (const popup of popups) await popup.close();
    }
    this.#urls.delete(id);
    return {};
  }

  async stop() {
    if (this.#session) await this.#call('DELETE', '').catch(() => {});
    for (const process of this.#processes.reverse()) process.kill('SIGTERM');
  }

  startDebugSession() {
    throw new Error('WebKitGTK has no debug session here.');
  }

  sendMouseMove(_id, x, y) {
    return this.#point({ type: 'pointerMove', duration: 0, x, y });
  }

  sendMouseClick(_id, x, y, button = 'left') {
    return this.#point(
      { type: 'pointerMove', duration: 0, x, y },
      { type: 'pointerDown', button: MOUSE_BUTTONS[button] },
      { type: 'pointerUp', button: MOUSE_BUTTONS[button] },
    );
  }

  sendMouseDown(_id, button = 'left') {
    return this.#point({ type: 'pointerDown', button: MOUSE_BUTTONS[button] });
  }

  sendMouseUp(_id, button = 'left') {
    return this.#point({ type: 'pointerUp', button: MOUSE_BUTTONS[button] });
  }

  resetMouse() {
    return this.#takeTurn(() => this.#call('DELETE', '/actions'));
  }

  sendKeys(_id, keys) {
    const presses = [keys].flat().flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    return this.#takeTurn(() =>
      this.#call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions: presses }] }),
    );
  }

  /** The windows that tests opened, oldest first. */
  async popups() {
    const handles = await this.#takeTurn(() => this.#call('GET', '/window/handles'));
    // WebDriver lists windows in no particular order, so the earlier ones are remembered.
    const known = this.#popups.filter((handle) => handles.includes(handle));
    const added = handles.filter((handle) => handle !== this.#testWindow && !known.includes(handle));
    this.#popups = [...known, ...added];
    return this.#popups.map((handle) => this.#describePopup(handle));
  }

  #describePopup(handle) {
    const inside = (action) => this.#takeTurn(() => this.#visit(handle, action));
    const find = (selector) => this.#call('POST', '/element', { using: 'css selector', value: selector });
    return {
      url: () => inside(() => this.#call('GET', '/url')),
      close: () => inside(() => this.#call('DELETE', '/window')),
      click: (selector) =>
        inside(async () => {
          const [element] = Object.values(await find(selector));
          await this.#call('POST', `/element/${element}/click`, {}).catch(ignoreClosed);
          return true;
        }),
    };
  }

  async #visit(handle, action) {
    try {
      await this.#call('POST', '/window', { handle });
      return await action();
    } catch (error) {
      return ignoreClosed(error);
    } finally {
      await this.#call('POST', '/window', { handle: this.#testWindow });
    }
  }

  #point(...actions) {
    const pointer = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions };
    return this.#takeTurn(() => this.#call('POST', '/actions', { actions: [pointer] }));
  }

  #takeTurn(action) {
    const result = this.#turn.then(action);
    this.#turn = result.catch(() => {});
    return result;
  }

  #call(method, path, body) {
    return this.#request(method, `/session/${this.#session}${path}`, body);
  }

  async #request(method, path, body) {
    const response = await fetch(`${this.#driver}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  async #start() {
    const display = env.DISPLAY ?? (await this.#startScreen());
    await this.#startDriver(display);
    const { sessionId, capabilities } = await this.#request('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          // The tests start, and request clicks, before the page's load event.
          pageLoadStrategy: 'none',
          'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] },
        },
      },
    });
    this.#session = sessionId;
    this.name = `WebKitGTK ${capabilities.browserVersion}`;
    this.#testWindow = await this.#call('GET', '/window');
  }

  async #startScreen() {
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    this.#processes.push(screen);
    const failed = once(screen, 'exit').then(() => {
      throw new Error('Xvfb ended before it had a screen.');
    });
    failed.catch(() => {});
    const [number] = await Promise.race([once(screen.stdio[3], 'data'), failed]);
    return `:${String(number).trim()}`;
  }

  async #startDriver(display) {
    const port = await findFreePort();
    const driverEnv = {
      ...env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    };
    this.#processes.push(spawn(findBrowser('webkit'), [`--port=${port}`], { env: driverEnv, stdio: 'ignore' }));
    this.#driver = `http://127.0.0.1:${port}`;
    for (let retry = 0; ; retry += 1) {
      if (await this.#isReady()) return;
      if (retry === START_RETRIES) throw new Error('WebKitWebDriver does not answer.');
      await delay(START_RETRY_MS);
    }
  }

  async #isReady() {
    try {
      await this.#request('GET', '/status');
      return true;
    } catch {
      return false;
    }
  }
}

/** Launcher for WebKitGTK, with its popup blocker on. */
export function webkitLauncher() {
  return new WebKitLauncher();
}
