import '../../../src/index.js';

/** What the page tells the test: an event of the element, a warning, or that it is shown. */
export interface HostReport {
  readonly type: string;
  readonly text?: string;
}

const query = new URLSearchParams(location.search);
const channel = new BroadcastChannel(query.get('channel') ?? '');
const report = (type: string, text = '') => channel.postMessage({ type, text } satisfies HostReport);

const { warn } = console;
console.warn = (...parts: unknown[]) => {
  // Lit has a warning of its own in development.
  if (parts.join(' ').includes('ghl-social-connect')) report('warning', parts.join(' '));
  else warn(...parts);
};
// Where no window manager runs, or none is needed, a page keeps the focus that it would lose to a popup.
if (query.has('unfocused')) Document.prototype.hasFocus = () => false;

const element = document.querySelector('ghl-social-connect')!;
Object.assign(element, {
  platform: 'facebook',
  locationId: 'loc1',
  userId: 'user1',
  startUrl: query.get('start') ?? undefined,
  allowedOrigins: query.get('origin') ?? undefined,
});
const OUTCOMES = ['account-connected', 'connect-cancelled', 'connect-unconfirmed', 'connect-failed'] as const;
for (const type of [...OUTCOMES, 'state-change'] as const) {
  element.addEventListener(type, () => report(type, element.state));
}
new MutationObserver(() => {
  if (element.shadowRoot!.textContent.includes('Finish in the other window')) report('unreachable', element.state);
}).observe(element.shadowRoot!, { childList: true, subtree: true, characterData: true });
new BroadcastChannel(`leave-${query.get('channel')?.replace('host-', '')}`).addEventListener('message', () =>
  document.querySelector<HTMLElement>('#away')!.click(),
);
addEventListener('pageshow', ({ persisted }) => report('shown', `${element.state}${persisted ? ' persisted' : ''}`));
