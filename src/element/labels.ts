import type { SocialConnectError, SocialConnectErrorCode } from '../errors.js';
import type { AccountKind } from '../protocol/platforms.js';
import { redrawElements } from './settings.js';

/**
 * Every word the element shows. `{platform}` stands for the platform's name, `{message}` for what an error says, `{count}`
 * for a number, `{names}` for a list of accounts. Failures have their error codes as keys, accounts their kinds.
 */
export interface Labels extends Record<SocialConnectErrorCode | AccountKind, string> {
  connect: string;
  reconnect: string;
  connecting: string;
  connected: string;
  /** Description of the button. */
  newWindow: string;
  /** While the popup is open. */
  waiting: string;
  /** While the popup is out of reach. */
  cutOff: string;
  finished: string;
  cancel: string;
  cancelled: string;
  denied: string;
  unconfirmed: string;
  /** HighLevel refused the site's own credentials, which the person cannot mend. */
  refused: string;
  openLink: string;
  /** While the accounts of the login are asked for. */
  loadingDetails: string;
  /** The accounts could not be had; `{message}` is the text of the failure. */
  detailsFailed: string;
  tryAgain: string;
  /** Heading of the accounts to choose from. */
  chooseTitle: string;
  /** The login manages none. */
  noAccounts: string;
  switchLogin: string;
  search: string;
  /** How many accounts a search has found. */
  found: string;
  selectAll: string;
  attachSelected: string;
  attaching: string;
  attached: string;
  verified: string;
  notNow: string;
  done: string;
  /** What was attached, when the choice is over. */
  ready: string;
  /** The form cannot be sent without an account. */
  required: string;
}

/** Gives the text for a key, its `{…}` filled. */
export type TextSource = (key: keyof Labels, values?: Readonly<Record<string, string>>) => string;

const ENGLISH: Labels = {
  connect: 'Connect {platform}',
  reconnect: 'Reconnect {platform}',
  connecting: 'Connecting {platform}…',
  connected: '{platform} connected',
  newWindow: 'Opens in a new window',
  waiting: 'Continue in the window that opened.',
  cutOff: 'Finish in the other window, then come back. This page cannot close it for you.',
  finished: 'I have finished',
  cancel: 'Cancel',
  cancelled: 'Sign-in was cancelled.',
  denied: 'Access was not granted.',
  unconfirmed: 'We could not confirm whether {platform} is connected.',
  refused: 'HighLevel refused the connection. Tell the owner of this site.',
  openLink: 'Open the sign-in page',
  loadingDetails: 'Loading your accounts…',
  detailsFailed: '{platform} is connected, but its accounts could not be loaded. {message}',
  tryAgain: 'Try again',
  chooseTitle: 'What should be connected?',
  noAccounts:
    'This login manages nothing on {platform} that can be connected. Create it there, or sign in with another account.',
  switchLogin: 'Use another account',
  search: 'Search',
  found: 'Found: {count}',
  selectAll: 'Select all',
  attachSelected: 'Connect selected ({count})',
  attaching: 'Connecting…',
  attached: 'Connected',
  verified: 'Verified',
  notNow: 'Not now',
  done: 'Done',
  ready: 'Ready to use: {names}',
  required: 'Please connect {platform}.',
  page: 'Page',
  profile: 'Profile',
  business: 'Business',
  location: 'Location',
  channel: 'Channel',
  account: 'Account',
  invalid_config: 'This button is not set up correctly.',
  popup_blocked: 'Your browser blocked the window. If this page is shown inside an app, open it in your browser.',
  start_failed: 'The sign-in page could not be opened.',
  timed_out: 'Signing in took too long.',
  provider_error: '{platform} reported a problem: {message}',
  unauthorized: 'Your session has expired. Reload the page and try again.',
  forbidden: 'You are not allowed to do this.',
  not_found: 'The account was not found.',
  rate_limited: 'Too many requests. Wait a moment and try again.',
  upstream_error: 'The service has a problem. Try again later.',
  network_error: 'No connection. Check your network and try again.',
  invalid_response: 'The service sent an answer that cannot be read.',
};

const tables = new Map<string, Partial<Labels>>();

/**
 * Registers the words for a language, for every element that stands below a matching `lang`.
 *
 * @param lang BCP 47 tag, for example `de` or `pt-BR`; `de` also serves `de-AT`.
 * @param labels The words; what is missing stays English.
 */
export function registerLabels(lang: string, labels: Partial<Labels>): void {
  tables.set(lang.toLowerCase(), labels);
  redrawElements();
}

/** The nearest `lang`, also beyond the shadow roots around `element`. */
function findLang(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (typeof lang === 'string') return lang.toLowerCase();
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? findLang(root.host) : '';
}

/** One text for `element`: from its own `labels`, else its language's table, else English. */
export function findLabel(element: Element, key: keyof Labels, own: Partial<Labels> | undefined): string {
  const lang = tables.size > 0 ? findLang(element) : '';
  const table = tables.get(lang) ?? tables.get(lang.replace(/-.*/, ''));
  return own?.[key] ?? table?.[key] ?? ENGLISH[key];
}

/** Fills the `{…}` of a text. */
export function formatLabel(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** What a failure means to the person. A 401 ends their own session; any other refusal is between the site and HighLevel. */
export function describeError({ code, message, status }: SocialConnectError, text: TextSource): string {
  return text(code === 'unauthorized' && status !== 401 ? 'refused' : code, { message });
}
