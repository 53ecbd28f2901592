import 'ghl-social-connect';
import 'ghl-social-connect/accounts';

const element = document.createElement('ghl-social-connect');
element.platform = 'facebook';
element.labels = { connect: 'Link {platform}' };
element.addEventListener('account-connected', ({ detail }) => detail.accountId?.toUpperCase());
document.addEventListener('click', () => void element.connect());
document.body.addEventListener('connect-failed', ({ detail }) => detail.error.code.toUpperCase());
document.addEventListener('account-attached', ({ detail }) => detail.account.name.toUpperCase());
window.addEventListener('account-details', ({ detail }) => detail.accounts.length);
element.addEventListener('state-change', ({ detail }) => detail.previous);

const list = document.createElement('ghl-social-accounts');
list.show = 'problems';
list.platforms = ['facebook'];
list.addEventListener('accounts-change', ({ detail }) => detail.actionRequired.toFixed());
list.addEventListener('account-connected', ({ detail }) => detail.accountId?.toUpperCase());
document.addEventListener('before-disconnect', (event) => event.waitUntil(Promise.resolve(event.detail.account.name)));
