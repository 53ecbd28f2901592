/**
 * Creates a function that replaces every character of a text. `replace` is called once per distinct character, because
 * Unicode properties and normal forms are slow to look up: 1,000 long names have half a million characters.
 */
export function mapCharacters(replace: (character: string) => string): (text: string) => string {
  const replaced = new Map<string, string>();
  const map = (character: string): string => {
    const known = replaced.get(character) ?? replace(character);
    replaced.set(character, known);
    return known;
  };
  return (text) => {
    let result = '';
    for (const character of text) result += map(character);
    return result;
  };
}
