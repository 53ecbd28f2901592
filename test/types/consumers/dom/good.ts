import 'ghl-social-connect';

const element = document.createElement('ghl-social-connect');
element.platform = 'facebook';
element.labels = { connect: 'Link {platform}' };
element.addEventListener('account-connected', ({ detail }) => detail.accountId?.toUpperCase());
document.addEventListener('click', () => void element.connect());
document.body.addEventListener('connect-failed', ({ detail }) => detail.error.code.toUpperCase());
document.addEventListener('account-attached', ({ detail }) => detail.account.name.toUpperCase());
window.addEventListener('account-details', ({ detail }) => detail.accounts.length);
element.addEventListener('state-change', ({ detail }) => detail.previous);
