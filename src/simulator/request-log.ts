/** One request that the simulator has answered, without its secrets. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /**
   * Every header by its lower-case name, and `authorization` in any case. Shown are the values of `version`, `accept`
   * and `content-type`; the others are `present`.
   */
  readonly headers: Readonly<Record<string, string>> & { readonly authorization: 'present' | 'absent' };
  readonly status: number;
}

const SHOWN_HEADERS: ReadonlySet<string> = new Set(['version', 'accept', 'content-type']);

/** Describes a request and the status of its answer. */
export function describeRequest(request: Request, url: URL, status: number): RecordedRequest {
  const headers = [...request.headers].map(
    ([name, value]) => [name, SHOWN_HEADERS.has(name) ? value : 'present'] as const,
  );
  return {
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: {
      ...Object.fromEntries(headers),
      authorization: request.headers.has('authorization') ? 'present' : 'absent',
    },
    status,
  };
}
