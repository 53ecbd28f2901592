/** The command was not asked properly: an argument or a variable is missing or wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
