import 'ghl-social-connect';
import 'ghl-social-connect/accounts';

const element = document.createElement('ghl-social-connect');
element.platform = 'wrong';
element.wrong = true;
element.labels = { wrong: 'Link {platform}' };
element.addEventListener('account-connected', ({ detail }) => detail.wrong);
element.addEventListener('wrong-event', ({ detail }) => detail);
document.addEventListener('account-connected', ({ detail }) => detail.wrong);
document.addEventListener('state-change', ({ detail: wrong }) => wrong);

const list = document.createElement('ghl-social-accounts');
list.show = 'wrong';
list.platform = 'wrong: a list has platforms';
list.addEventListener('accounts-change', ({ detail }) => detail.wrong);
