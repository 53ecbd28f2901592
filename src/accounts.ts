import { defineSocialAccounts } from './element/accounts/define.js';

export * from './element/accounts/index.js';

defineSocialAccounts();
