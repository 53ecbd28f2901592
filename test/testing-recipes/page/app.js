const account = document.querySelector('#account');

document.addEventListener('account-connected', ({ detail }) => {
  account.textContent = `Connected: ${detail.accountId}`;
});
document.addEventListener('connect-cancelled', ({ detail }) => {
  account.textContent = `Not connected: ${detail.reason}`;
});
