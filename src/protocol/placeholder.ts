const PLACEHOLDER = /(?:\{|%7b){2}/i;

/**
 * Whether `text` contains a placeholder that nothing has replaced, such as `{{location.id}}`, as written or as an address
 * encodes it. HighLevel replaces its own in some places only, and a template language does so on a server. No id, token or
 * payload contains one.
 */
export function hasPlaceholder(text: unknown): boolean {
  return PLACEHOLDER.test(String(text));
}
