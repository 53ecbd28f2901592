/** Missing in Firefox before 125, which has everything else that the picker needs. */
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter() : undefined;

/** The first grapheme of `word`; without `Intl.Segmenter`, its first code point. */
function getFirstLetter(word: string): string {
  const [letter] = segmenter?.segment(word) ?? [];
  return letter?.segment ?? String.fromCodePoint(word.codePointAt(0) ?? 0);
}

/** The first letters of the first two words, without quotation marks and other punctuation before them. */
export function getInitials(name: string): string {
  return name
    .split(/\s+/, 16)
    .map((word) => word.replace(/^[\p{P}\p{Default_Ignorable_Code_Point}]+/u, ''))
    .filter(Boolean)
    .slice(0, 2)
    .map(getFirstLetter)
    .join('');
}
