/** What a function of the page threw, as the end of a sentence. Not everything that can be thrown can be written as text. */
export function describeThrown(cause: unknown): string {
  return `threw: ${(Object(cause) as Partial<Error>).message ?? typeof cause}`;
}
