const ATTEMPT = 'src/connect/attempt.ts';
const DETECTOR = 'src/connect/popup/close-detector.ts';
const LISTENER = 'src/connect/popup/message-listener.ts';
const OPEN = 'src/connect/popup/popup-window.ts';
const WATCH = 'src/connect/popup/popup-watcher.ts';
const MESSAGE = 'src/protocol/message.ts';
const URLS = 'src/protocol/secure-url.ts';
const OPTIONS = 'src/connect/config.ts';
const DOCUMENT = 'src/connect/read-document.ts';
const LISTEN = 'src/connect/popup/listen.ts';
const START = 'src/connect/start-url.ts';

const MESSAGES = 'test/hostile/messages.browser.test.ts';

/**
 * One guard each, taken away: `find` must be in `file` once. `browser` names the browser tests that must notice where the
 * tests in Node cannot; `browsers` the engine, where it is not Chromium; `built` that they run what is built.
 */
export const MUTATIONS = [
  { name: 'source check', file: ATTEMPT, find: 'source === this.#popup', put: 'true' },
  { name: 'origin check', file: ATTEMPT, find: 'if (!allowed) return', put: 'if (false) return' },
  {
    name: 'shape check',
    file: ATTEMPT,
    find: "if (!message) return this.#reject('schema', origin);",
    put: 'if (!message) return true;',
  },
  {
    name: 'platform check',
    file: ATTEMPT,
    find: '&& platform !== this.#config.request.platform',
    put: '&& false',
  },
  { name: 'rejection cap', file: ATTEMPT, find: 'this.#rejections >= MAX_REJECTIONS', put: 'false' },
  {
    name: 'rejections only of allowed origins',
    file: ATTEMPT,
    find: 'if (!source) return allowed && ',
    put: 'if (!source) return ',
  },
  {
    name: 'the end closes the popup',
    file: ATTEMPT,
    find: '    closePopup(this.#popup);\n    this.#settle',
    put: '    this.#settle',
  },
  { name: 'handle of a link window', file: ATTEMPT, find: 'this.#popup ??= source as Window;', put: '' },
  { name: 'a window belongs to one attempt', file: ATTEMPT, find: '    claimWindow(this.#popup);\n', put: '' },
  {
    name: 'settled once',
    file: ATTEMPT,
    find: '    if (this.#result) return;\n    const result =',
    put: '    const result =',
  },
  { name: 'the end aborts everything', file: ATTEMPT, find: '    this.#controller.abort();\n', put: '' },
  {
    name: 'ended once',
    file: ATTEMPT,
    find: '    if (this.#controller.signal.aborted) return;\n    this.#controller.abort();',
    put: '    this.#controller.abort();',
  },
  { name: 'abort before the start', file: ATTEMPT, find: 'if (pageSignal?.aborted) return this.cancel();', put: '' },
  {
    name: 'abort by signal',
    file: ATTEMPT,
    find: "if (pageSignal) listen(pageSignal, 'abort', () => this.cancel(), signal);",
    put: '',
  },
  {
    name: 'abort on leaving',
    file: ATTEMPT,
    find: "listen(view, 'pagehide', () => this.cancel(), signal);",
    put: '',
  },
  {
    name: 'finish only when unreachable',
    file: ATTEMPT,
    find: 'if (this.#isUnreachable) void this.#leave',
    put: 'void this.#leave',
  },
  {
    name: 'unreachable is reported once',
    file: ATTEMPT,
    find: "status !== 'unreachable' || this.#isUnreachable",
    put: "status !== 'unreachable'",
  },
  { name: 'late connection', file: ATTEMPT, find: 'if (isLate) callSafely', put: 'if (false) callSafely' },
  { name: 'late connection only after an outcome', file: ATTEMPT, find: 'if (isLate) callSafely', put: 'callSafely' },
  {
    name: 'armed after unconfirmed',
    file: ATTEMPT,
    find: "this.#settle({ status: 'unconfirmed'",
    put: "this.#end({ status: 'unconfirmed'",
  },
  { name: 'no address after the end', file: ATTEMPT, find: 'if (this.#result) return;\n      popup', put: 'popup' },
  {
    name: 'frozen connection',
    file: 'src/connect/ending.ts',
    find: 'Object.freeze(\n    dropUndefined({ platform, accountId',
    put: '(\n    dropUndefined({ platform, accountId',
  },
  { name: 'grace period', file: DETECTOR, find: 'GRACE_MS = 1500', put: 'GRACE_MS = 0' },
  { name: 'delay before a popup counts as unreachable', file: DETECTOR, find: 'BLUR_MS = 500', put: 'BLUR_MS = 0' },
  {
    name: 'focus check',
    file: DETECTOR,
    find: 'focused ? (this.#focusedSince ?? now) : undefined',
    put: 'this.#focusedSince ?? now',
  },
  {
    name: 'never closed once unreachable',
    file: DETECTOR,
    find: "if (this.#isUnreachable) return stayed && this.#wasBlurred ? 'returned' : 'unreachable';",
    put: '',
  },
  { name: 'a return needs an absence', file: DETECTOR, find: 'stayed && this.#wasBlurred', put: 'stayed' },
  { name: 'close before leaving', file: DETECTOR, find: "if (!hasNavigated) return 'closed';", put: '' },
  {
    name: 'a popup that is visible again starts over',
    file: DETECTOR,
    find: 'this.#closedSince = this.#focusedSince = undefined;',
    put: '',
  },
  {
    name: 'null source',
    file: LISTENER,
    find: '!source || ',
    put: '',
    equivalent: 'an attempt without a popup has ended, so that null is nobody’s',
  },
  { name: 'an owned message reaches no other receiver', file: LISTENER, find: 'if (owned) return;', put: '' },
  {
    name: 'an owned message reaches the next owner',
    file: LISTENER,
    find: 'if (receiver.receive(event, source)) return;',
    put: 'return void receiver.receive(event, source);',
  },
  {
    name: 'listener removed',
    file: LISTENER,
    find: "view.removeEventListener('message', dispatch, true);",
    put: '',
  },
  { name: 'receiver removed', file: LISTENER, find: 'waiting.delete(receiver);', put: '' },
  {
    name: 'capture phase',
    file: LISTENER,
    find: "add(receiver);\n  view.addEventListener('message', dispatch, true)",
    put: "add(receiver);\n  view.addEventListener('message', dispatch)",
    browser: MESSAGES,
    browsers: 'firefox',
  },
  { name: 'no named window', file: OPEN, find: "open(url, '_blank', features)", put: "open(url, 'connect', features)" },
  {
    name: 'a window that can be watched',
    file: OPEN,
    find: 'if (popup?.closed !== false || ',
    put: 'if (!popup || ',
  },
  { name: 'the page is no popup', file: OPEN, find: ' || views.includes(popup)', put: '' },
  {
    name: 'an exception of window.open',
    file: ATTEMPT,
    find: '      } catch (error) {\n        cause = error;',
    put: '      } catch (error) {\n        throw error;',
  },
  { name: 'link is not this page', file: OPEN, find: '!views.includes(source) && ', put: '' },
  { name: 'link is no popup of ours', file: OPEN, find: '!claimed.has(source) && ', put: '' },
  { name: 'link has our opener', file: OPEN, find: 'views.includes((source as Window).opener)', put: 'true' },
  { name: 'popup kept on the screen', file: OPEN, find: 'Math.min(wanted, room || wanted)', put: 'wanted' },
  { name: 'deadline', file: WATCH, find: "if (now >= deadline()) return onCheck('timed-out');", put: '' },
  { name: 'check on focus', file: WATCH, find: "'focus', ", put: '' },
  { name: 'check on page show', file: WATCH, find: "'pageshow', ", put: '' },
  { name: 'check on visibility', file: WATCH, find: ", 'visibilitychange'", put: '' },
  {
    name: 'events on the way to the document',
    file: LISTEN,
    find: 'target.addEventListener(type, listener, true);',
    put: 'target.addEventListener(type, listener);',
    browser: 'test/e2e/faults.browser.test.ts',
  },
  {
    name: 'listeners removed',
    file: LISTEN,
    find: "signal.addEventListener('abort', () => target.removeEventListener(type, listener, true));",
    put: '',
  },
  { name: 'timer removed', file: WATCH, find: 'clearInterval(timer)', put: 'timer' },
  { name: 'regular check', file: WATCH, find: 'setInterval(check, POLL_MS)', put: 'setInterval(() => {}, POLL_MS)' },
  {
    name: 'visibility counts as focus',
    file: DOCUMENT,
    find: " && document.visibilityState !== 'hidden'",
    put: '',
  },
  { name: 'https only', file: URLS, find: "url.protocol === 'https:' ||", put: 'true ||' },
  { name: 'no user name', file: URLS, find: "url.username === '' &&", put: '' },
  { name: 'exact origins', file: URLS, find: 'url?.origin === value && ', put: 'url !== undefined && ' },
  { name: 'only host names', file: URLS, find: ' && HOST_PATTERN.test(url.hostname);', put: ';' },
  {
    name: 'absolute address only',
    file: START,
    find: 'parseSecureUrl(answer)',
    put: 'parseSecureUrl(answer, document.baseURI)',
  },
  {
    name: 'ids checked',
    file: OPTIONS,
    find: 'if (value && ID_PATTERN.test(value)) return value;',
    put: 'if (value) return value;',
  },
  { name: 'length of an error', file: MESSAGE, find: 'value.slice(0, MAX_ERROR_LENGTH)', put: 'value' },
  { name: 'length of JSON', file: MESSAGE, find: 'if (text.length > MAX_JSON_LENGTH) return undefined;', put: '' },
  {
    name: 'broken JSON',
    file: MESSAGE,
    find: '  } catch {\n    return undefined;',
    put: '  } catch (error) {\n    throw error;',
  },
  { name: 'number of ids', file: MESSAGE, find: 'ids.length > MAX_RECONNECT_ACCOUNTS || ', put: '' },
  { name: 'pattern of ids', file: MESSAGE, find: '!ids.every((id) => ACCOUNT_ID_PATTERN.test(id))', put: 'false' },
  {
    name: 'an id or a list',
    file: MESSAGE,
    find: 'if (accountId === undefined && reconnectAccounts.length === 0) return undefined;',
    put: '',
  },
  { name: 'the word undefined', file: MESSAGE, find: "trimmed !== 'undefined' && ", put: '' },
  { name: 'refusal', file: MESSAGE, find: "if (error === 'aborted')", put: 'if (false)' },
];
