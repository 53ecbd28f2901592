import '../../../src/index.js';
import { answerSearches, tell } from './answer-searches.js';

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

await element.updateComplete;
const status = element.shadowRoot!.querySelector('[part="status"]')!;
new MutationObserver(() => tell('status', status.textContent)).observe(status, {
  childList: true,
  subtree: true,
  characterData: true,
});
answerSearches();
