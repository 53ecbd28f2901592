import '../../../src/accounts.js';
import { answerSearches, tell } from './answer-searches.js';

const button = document.querySelector('ghl-social-connect')!;
const list = document.querySelector('ghl-social-accounts')!;
// The simulator plays HighLevel's finish page here.
button.allowedOrigins = `http://highlevel.localhost:${location.port}`;
button.addEventListener('account-attached', ({ detail }) => {
  tell('attached', detail.account.name);
  void list.refresh();
});
list.addEventListener('accounts-change', () => {
  tell(`list-${list.accounts.length}`, Object.fromEntries(list.accounts.map(({ id, name }) => [id, name])));
});
list.addEventListener('account-disconnected', ({ detail }) => tell('disconnected', detail.account.id));

document.cookie = 'probe=1; Path=/; SameSite=None; Secure';
tell('cookie', document.cookie);

answerSearches();
