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
