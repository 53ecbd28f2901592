import '../../../src/index.js';

/** Tells the test's page, which cannot look into this one, what happens here. */
const tell = (type: string, detail: unknown = null) =>
  top!.postMessage({ inside: type, detail: JSON.parse(JSON.stringify(detail)) as unknown }, '*');

const element = document.querySelector('ghl-social-connect')!;
// The simulator plays HighLevel's finish page here.
element.allowedOrigins = `http://highlevel.localhost:${location.port}`;

const query = new URLSearchParams(location.search);
for (const [name, value] of query) element.setAttribute(name, value);

for (const type of [
  'account-connected',
  'account-attached',
  'account-details',
  'account-details-failed',
  'connect-failed',
] as const) {
  element.addEventListener(type, (event) => {
    const { error, ...rest } = event.detail as { error?: { code: string; reason?: string; message: string } };
    tell(type, error ? { code: error.code, reason: error.reason, message: error.message } : rest);
  });
}

addEventListener('mousedown', () => tell('mousedown'), true);

const reportButton = async () => {
  await element.updateComplete;
  const { left, top, width, height } = element.shadowRoot!.querySelector('button')!.getBoundingClientRect();
  tell('ready', { x: left + width / 2, y: top + height / 2 });
  const status = element.shadowRoot!.querySelector('[part="status"]')!;
  new MutationObserver(() => tell('status', status.textContent)).observe(status, {
    childList: true,
    subtree: true,
    characterData: true,
  });
};
void reportButton();
