import type { Labels } from '../label-keys.js';

/** The texts of the list of connected accounts. They load with that element. */
export const accountListTexts = {
  accountsTitle: 'Connected accounts',
  accountsLoading: 'Loading the accounts…',
  accountsEmpty: 'No account is connected yet.',
  accountsFailed: 'The accounts could not be loaded. {message}',
  accountsStale: 'The list could not be updated. This is how it was at {time}.',
  statusActive: 'Works',
  statusExpiring: 'Expires on {date}',
  statusExpired: 'Expired on {date}',
  statusExpiredBefore: 'Expired',
  statusUnknown: 'Status unknown',
  reconnectAccount: 'Reconnect {name}',
  addMore: 'Add more',
  addMoreOf: 'Add more accounts of the login of {name}',
  disconnect: 'Disconnect',
  disconnectAccount: 'Disconnect {name}',
  disconnectTitle: 'Disconnect {name}?',
  disconnectConsequences:
    '{name} is removed from this location, and nothing can be posted to it from here any more. What is published already stays. To undo this, the account has to be connected again.',
  disconnecting: 'Disconnecting…',
  disconnectingAccount: 'Disconnecting {name}…',
  disconnected: '{name} is disconnected.',
  disconnectFailed: '{name} could not be disconnected. {message}',
  select: 'Select',
  selectAccount: 'Select {name}',
  disconnectSelected: 'Disconnect selected ({count})',
  disconnectSelectedTitle: 'Disconnect the selected accounts ({count})?',
  disconnectSelectedConsequences:
    'They are removed from this location, and nothing can be posted to them from here any more. What is published already stays. To undo this, the accounts have to be connected again.',
  disconnectProgress: 'Disconnecting {count} of {total}…',
  disconnectedCount: 'Disconnected: {count}.',
  disconnectFailedCount: 'Could not be disconnected: {count}.',
  notTried: '{name} is still connected, because this was stopped.',
  notTriedCount: 'Still connected, because this was stopped: {count}.',
  connectAnother: 'Connect another account',
} satisfies Partial<Labels>;
