/**
 * Makes a function that loads a part of the module, and loads it again after a failure. Firefox remembers a failed import
 * for as long as the page is open; therefore each retry imports an address that has not failed yet.
 *
 * @param load Imports the part; `retry` is 0 at first, and then the number of failures, at most `maxRetries`.
 */
export function retryingImport<Part>(load: (retry: number) => Promise<Part>, maxRetries: number): () => Promise<Part> {
  let failures = 0;
  let loading: Promise<Part> | undefined;
  return () => {
    loading ??= load(Math.min(failures, maxRetries))
      .catch((error: unknown) => {
        failures += 1;
        throw error;
      })
      .finally(() => (loading = undefined));
    return loading;
  };
}
