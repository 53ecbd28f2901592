import type { SocialConnectError, SocialConnectErrorCode } from '../../errors.js';
import type { AccountKind } from '../../protocol/platforms.js';
import { english } from './english.js';
import { redrawElements } from '../base/element-registry.js';

/**
 * Every word the element shows. `{platform}` stands for the platform's name, `{message}` for what an error says, `{count}`
 * and `{total}` for numbers, `{names}` for a list of accounts. Failures have their error codes as keys, accounts their
 * kinds, and `no_` with a kind says that a login manages none of it.
 */
export interface Labels extends Record<SocialConnectErrorCode | AccountKind | `no_${AccountKind}`, string> {
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
  /** What to do where the login manages nothing. */
  noAccounts: string;
  switchLogin: string;
  search: string;
  /** How many accounts a search has found. */
  found: string;
  selectAll: string;
  attachSelected: string;
  attaching: string;
  attached: string;
  /** Which of the chosen accounts is being attached. */
  attachProgress: string;
  /** How many of them could not be. */
  attachFailed: string;
  verified: string;
  notNow: string;
  /** After the choice, where none of the login's accounts is attached. */
  nothingChosen: string;
  /** Opens the choice again. */
  choose: string;
  done: string;
  /** What was attached, when the choice is over. */
  ready: string;
  /** Ends a list that is too long to be shown whole; `{count}` is two or more. */
  more: string;
  /** The form cannot be sent without an account. */
  required: string;
}

/** What fills the `{…}` of a text: words, a number, or the items of a list. */
export type LabelValues = Readonly<Record<string, string | number | readonly string[]>>;

/** Gives the text for a key, its `{…}` filled. */
export type TextSource = (key: keyof Labels, values?: LabelValues) => string;

const tables = new Map<string, Partial<Labels>>();
let fallback: Partial<Labels> = english;
const complete = new Set<Partial<Labels>>();

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

/** Adds to the English that stands in for missing words: what is needed late is loaded late. */
export function completeEnglish(words: Partial<Labels>): void {
  if (complete.has(words)) return;
  complete.add(words);
  fallback = { ...fallback, ...words };
  redrawElements();
}

/** The nearest `lang`, also beyond the shadow roots around `element`. */
function findLang(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (typeof lang === 'string') return lang.toLowerCase();
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? findLang(root.host) : '';
}

/** The table of `lang`, or of the language that it is a kind of: `zh-hant-tw`, `zh-hant`, `zh`. */
function findTable(lang: string): Partial<Labels> | undefined {
  for (let tag = lang; tag !== ''; tag = tag.replace(/-?[^-]*$/, '')) {
    const table = tables.get(tag);
    if (table) return table;
  }
  return undefined;
}

/** What `lang` writes numbers and lists like; like English if it is no language. */
function readLocale(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** A text in another direction must not take what is around it along, nor leave its own full stop behind. */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

function formatValue(value: LabelValues[string], locale: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  return new Intl.ListFormat(locale).format(value.map(isolate));
}

/**
 * One text for `element`: from its own `labels`, else its language's table, else English. Numbers and lists are written
 * as in the language of the words.
 */
export function findText(
  element: Element,
  own: Partial<Labels> | undefined,
  key: keyof Labels,
  values: LabelValues,
): string {
  const lang = tables.size > 0 || own ? findLang(element) : '';
  const words = own?.[key] ?? findTable(lang)?.[key];
  const locale = words === undefined ? 'en' : readLocale(lang);
  return (words ?? fallback[key] ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? whole : formatValue(value, locale);
  });
}

/** What a failure means to the person. A 401 ends their own session; any other refusal is between the site and HighLevel. */
export function describeError(
  { code, message, status }: SocialConnectError,
  text: TextSource,
  values?: LabelValues,
): string {
  const key = code === 'unauthorized' && status && status !== 401 ? 'refused' : code;
  return text(key, { ...values, message: isolate(message) }) || message;
}
