import '../../../src/index.js';

/** Tells the page around this one, which cannot look into it, what happens here. */
const tell = (type: string, detail: unknown = null) =>
  parent.postMessage({ inside: type, detail: JSON.parse(JSON.stringify(detail)) as unknown }, '*');

const element = document.querySelector('ghl-social-connect')!;
// The simulator plays HighLevel's finish page here.
element.allowedOrigins = `http://highlevel.localhost:${location.port}`;

for (const type of ['account-connected', 'account-details', 'account-details-failed', 'connect-failed'] as const) {
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
