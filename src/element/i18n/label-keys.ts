import type { NoUserContextReason, SocialConnectErrorCode } from '../../errors.js';
import type { AccountKind } from '../../protocol/platforms.js';

/**
 * Every text of the element. `{platform}` is replaced by the platform's name, `{message}` by the text of an error,
 * `{count}` and `{total}` by numbers, `{names}` by a list of accounts. The keys of errors are their reasons or codes, the keys of
 * account kinds their names; `no_` and a kind is the text for a login that manages no account of this kind.
 */
export interface Labels extends Record<
  SocialConnectErrorCode | NoUserContextReason | AccountKind | `no_${AccountKind}`,
  string
> {
  connect: string;
  reconnect: string;
  connecting: string;
  /** The login is connected, and an account of it is attached or need not be. */
  connected: string;
  /** The login is connected, and none of its accounts is attached yet. */
  signedIn: string;
  /** Description of the button. */
  newWindow: string;
  /** While the popup is open. */
  waiting: string;
  /** While the popup is unreachable. */
  unreachable: string;
  finished: string;
  /** After the person has come back from it, while the location's accounts are read. */
  checking: string;
  cancel: string;
  cancelled: string;
  denied: string;
  /** The button after an attempt whose popup became unreachable. */
  finishConnecting: string;
  /** After the first attempt whose popup became unreachable. */
  unconfirmed: string;
  /** After another one. */
  stillUnconfirmed: string;
  /** After two of them, beside the link to HighLevel's own page. */
  useHighLevel: string;
  /** The link. */
  openHighLevel: string;
  /** The person has connected the account there. */
  connectedThere: string;
  /** The person has signed in as somebody else than the owner of the account that was to be reconnected. */
  otherAccount: string;
  /** The same, with `{names}` of their accounts and that of the `{expected}` one. */
  otherAccountNamed: string;
  /** HighLevel rejected the site's own credentials, which is not for the person to solve. */
  refused: string;
  openLink: string;
  /** While the accounts of the login are loading. */
  loadingDetails: string;
  /** The accounts could not be loaded; `{message}` is the text of the error. */
  detailsFailed: string;
  tryAgain: string;
  /** Heading of the picker. */
  chooseTitle: string;
  /** What to do if the login manages nothing. */
  noAccounts: string;
  switchLogin: string;
  search: string;
  /** How many accounts match the search. */
  found: string;
  selectAll: string;
  /** To people, a login is connected and its accounts are added. */
  attachSelected: string;
  attaching: string;
  attached: string;
  /** HighLevel allows no more accounts of this kind. */
  limitReached: string;
  /** Which of the selected accounts is being attached. */
  attachProgress: string;
  /** How many of the selected accounts could not be attached. */
  attachFailed: string;
  verified: string;
  notNow: string;
  /** After the picker, if none of the login's accounts is attached. */
  nothingChosen: string;
  /** Opens the picker again. */
  choose: string;
  done: string;
  /** After the picker: which accounts were attached. */
  ready: string;
  /** Last item of a list that is too long to be shown; `{count}` is 2 or more. */
  more: string;
  /** Name of the list of connected accounts. */
  accountsTitle: string;
  accountsLoading: string;
  /** No account is connected. */
  accountsEmpty: string;
  /** The list could not be loaded; `{message}` is the text of the error. */
  accountsFailed: string;
  /** The list is that of `{time}`, because it could not be loaded again. */
  accountsStale: string;
  statusActive: string;
  statusExpiring: string;
  statusExpired: string;
  /** HighLevel does not say when it expired. */
  statusExpiredBefore: string;
  statusUnknown: string;
  /** `{name}` is the name of an account, here and below. */
  reconnectAccount: string;
  /** Adds other accounts of the same login. */
  addMore: string;
  addMoreOf: string;
  disconnect: string;
  disconnectAccount: string;
  disconnectTitle: string;
  disconnectConsequences: string;
  disconnecting: string;
  disconnectingAccount: string;
  disconnected: string;
  disconnectFailed: string;
  /** Starts the selection of several accounts. */
  select: string;
  selectAccount: string;
  disconnectSelected: string;
  disconnectSelectedTitle: string;
  disconnectSelectedConsequences: string;
  /** Which of the selected accounts is being disconnected. */
  disconnectProgress: string;
  /** How many of the selected accounts are disconnected, and the same for the other ends below. */
  disconnectedCount: string;
  disconnectFailedCount: string;
  /** The turn of an account never came. */
  notTried: string;
  notTriedCount: string;
  connectAnother: string;
  /** The form cannot be sent without an account. */
  required: string;
}

/** A text by its key and the values of its placeholders, so that it can be stored and formatted later. */
export type Message = readonly [key: keyof Labels, values?: LabelValues];

/** The values of a text's placeholders: texts, numbers, or lists. */
export interface LabelValues {
  readonly [placeholder: string]: string | number | readonly (string | Message)[] | undefined;
}

/** Returns the text of a {@link Message} in the element's language. */
export type TextSource = (...message: Message) => string;
