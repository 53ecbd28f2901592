import type { SocialConnectErrorCode } from '../errors.js';

/**
 * Every word the element shows. `{platform}` stands for the platform's name, `{message}` for what an error says.
 * The texts of failures have the error codes as their keys.
 */
export interface Labels extends Record<SocialConnectErrorCode, string> {
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
}

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
  invalid_config: 'This button is not set up correctly.',
  popup_blocked: 'Your browser blocked the window.',
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
