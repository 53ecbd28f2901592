import '../../../src/accounts.js';

/** Tells the test's page, which cannot look into this one, what the list knows. */
const element = document.querySelector('ghl-social-accounts')!;
const report = () => {
  const { state, error, accounts } = element;
  if (state === 'loading') return;
  const detail = { state, reason: error?.reason, names: accounts.map(({ name }) => name) };
  top!.postMessage({ inside: `list-${state}`, detail }, '*');
};
element.addEventListener('accounts-change', report);
new MutationObserver(report).observe(element.shadowRoot!, { childList: true, subtree: true, characterData: true });
