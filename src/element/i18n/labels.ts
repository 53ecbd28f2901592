import type { SocialConnectError } from '../../errors.js';
import { ownOptions, requireOptions } from '../../protocol/own-options.js';
import { redrawElements } from '../base/element-registry.js';
import { warnIfUnused } from '../copies.js';
import { buttonTexts } from './english/button.js';
import type { Labels, LabelValues, TextSource } from './label-keys.js';
import { parseLang } from './language-tags.js';

export type { Labels, LabelValues } from './label-keys.js';

/** The languages of the page, by tag in lower case. */
const tables = new Map<string, Partial<Labels>>();
let fallback: Partial<Labels> = ownOptions(buttonTexts);
const complete = new Set<Partial<Labels>>();

/** What elements with this `lang` use. */
interface Language {
  readonly labels: Partial<Labels> | undefined;
  /** Locale of numbers and lists. */
  readonly locale: string;
}

/** Languages by `lang`, because a redraw asks for the same one many times; forgotten when a table is added. */
const languages = new Map<string, Language>();

/**
 * Registers the texts of a language, for all elements with a matching `lang` on themselves or around them.
 *
 * @param lang BCP 47 tag, for example `de` or `pt-BR`. `de` also serves `de-AT`, and `pt-BR` also serves `pt`.
 * @param labels The texts. A missing text falls back to English.
 * @throws {SocialConnectError} `invalid_config` if `labels` is not an object.
 */
export function registerLabels(lang: string, labels: Partial<Labels>): void {
  const [tag = ''] = parseLang(lang).tags;
  tables.set(tag.toLowerCase(), requireOptions(labels));
  languages.clear();
  redrawElements();
  warnIfUnused('registerLabels');
}

/** Adds texts to the English fallback, when the code that shows them has been loaded. */
export function completeEnglish(texts: Partial<Labels>): void {
  if (complete.has(texts)) return;
  complete.add(texts);
  fallback = ownOptions({ ...fallback, ...texts });
  redrawElements();
}

/** The nearest `lang`, in the shadow trees around `element` as well. */
function findLang(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (typeof lang === 'string') return lang;
  const root = element.getRootNode();
  // Not `instanceof ShadowRoot`: the class of another window is another one.
  return 'host' in root ? findLang((root as ShadowRoot).host) : '';
}

function findLanguage(lang: string): Language {
  let language = languages.get(lang);
  if (!language) {
    const { locale, tags } = parseLang(lang);
    const known = tags.map((tag) => tables.get(tag.toLowerCase()));
    language = { locale, labels: known.find(Boolean) };
    languages.set(lang, language);
  }
  return language;
}

/** The locale of dates, numbers and the order of names in `element`: that of its `lang`, `en` if it has none. */
export function findLocale(element: Element): string {
  return findLanguage(findLang(element)).locale;
}

/** Isolates the direction of a text, so that neither it nor the text around it changes the order of the other. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/**
 * The text for `key`: from the element's own `labels`, else from the table of its language, else English. Numbers and
 * lists are formatted for the language of the text.
 */
export function findText(
  element: Element,
  own: Partial<Labels> | undefined,
  key: keyof Labels,
  values: LabelValues,
): string {
  const language = tables.size > 0 || own ? findLanguage(findLang(element)) : undefined;
  const text = (own && ownOptions(own)[key]) ?? language?.labels?.[key];
  const locale = (text !== undefined && language?.locale) || 'en';
  // A page without types may have set a number.
  return `${(text ?? fallback[key] ?? '') as string | number}`.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
    if (typeof value !== 'object') return value ?? placeholder;
    const items = value.map((item) =>
      typeof item === 'string' ? item : findText(element, own, item[0], item[1] ?? {}),
    );
    return new Intl.ListFormat(locale).format(items.map(isolate));
  });
}

/**
 * The text of an error: that of its reason, if it has one. A 401 means that the person's own session is over; with another
 * status, HighLevel rejected the site's credentials.
 */
export function describeError(
  { code, message, reason, status }: SocialConnectError,
  text: TextSource,
  values?: LabelValues,
): string {
  const key = reason ?? (code === 'unauthorized' && status && status !== 401 ? 'refused' : code);
  return text(key, { ...values, message: isolate(message) }) || message;
}
