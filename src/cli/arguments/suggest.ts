/** The most edits, in relation to the length, between a name and what was probably meant. */
const MAX_DISTANCE_RATIO = 0.4;

/** Counts the letters to insert, delete, replace or swap (optimal string alignment distance). */
function countEdits(from: string, to: string): number {
  let previous: number[] = [];
  let current = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const beforePrevious = previous;
    previous = current;
    current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (beforePrevious[column - 2] ?? 0) + 1 : Infinity,
      );
    }
  }
  return current[to.length] ?? 0;
}

/**
 * Asks whether the name was meant that `wrong` is most like; an empty string if none is like it.
 *
 * @param prefix What stands in front of the name in the question.
 */
export function suggest(wrong: string, names: readonly string[], prefix = ''): string {
  if (wrong === '') return '';
  const limit = Math.ceil(wrong.length * MAX_DISTANCE_RATIO);
  const [best] = names
    .map((name) => ({ name, distance: name.startsWith(wrong) ? 1 : countEdits(wrong, name) }))
    .filter(({ distance }) => distance <= limit)
    .sort((one, other) => one.distance - other.distance || one.name.length - other.name.length);
  return best ? ` Did you mean "${prefix}${best.name}"?` : '';
}
