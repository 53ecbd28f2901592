/** What a `lang` attribute means. */
export interface LanguageTags {
  /** Locale for `Intl`; `en` if not even the beginning of `lang` is valid. */
  readonly locale: string;
  /** Tags under which labels may be registered, best first. */
  readonly tags: readonly string[];
}

/**
 * Parses a `lang` attribute in any case, also with `_` and an encoding as POSIX writes it (`de_DE.UTF-8`). Never throws.
 *
 * Besides the tag itself, its likely script and region count, then its beginning: `zh-TW` finds labels for `zh-Hant`, and
 * `pt-PT` those for `pt`, else for `pt-BR`.
 */
export function parseLang(lang: string): LanguageTags {
  const tag = lang
    .trim()
    .replace(/[.@].*/, '')
    .replaceAll('_', '-');
  const rest = tag ? parseLang(tag.replace(/-?[^-]*$/, '')) : { locale: 'en', tags: [] };
  try {
    const locale = new Intl.Locale(tag).toString();
    const { language, script, region } = new Intl.Locale(tag).maximize();
    return { locale, tags: [locale, `${language}-${script}`, `${language}-${region}`, ...rest.tags] };
  } catch {
    return { locale: rest.locale, tags: [tag, ...rest.tags] };
  }
}
