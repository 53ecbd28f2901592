import { configure } from '/element/ghl-social-connect.js';

configure({
  proxyUrl: 'http://localhost:8787',
  getSessionToken: async () => {
    const response = await fetch('/session', { method: 'POST' });
    if (!response.ok) throw new Error(`No session: ${response.status}`);
    return response.text();
  },
});

async function store({ detail }) {
  await fetch('/connections', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ receipt: detail.receipt }),
  });
  const response = await fetch('/connections');
  document.querySelector('#stored').textContent = JSON.stringify(await response.json(), null, 2);
}

document.addEventListener('account-details', store);
document.addEventListener('account-attached', store);
