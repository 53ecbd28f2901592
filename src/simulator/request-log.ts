/** One request that the simulator has answered, without its secrets. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /**
   * Every header by its lower-case name, and always `authorization`. The values of `version`, `accept` and
   * `content-type` are recorded; the others are `present`.
   */
  readonly headers: Readonly<Record<string, string>> & { readonly authorization: 'present' | 'absent' };
  /** Status of the response. */
  readonly status: number;
}

/** The last requests, oldest first. */
export interface RequestLog {
  readonly add: (request: RecordedRequest) => void;
  readonly list: () => readonly RecordedRequest[];
  readonly clear: () => void;
}

const MAX_REQUESTS = 200;

const RECORDED_HEADERS: ReadonlySet<string> = new Set(['version', 'accept', 'content-type']);

/** Creates a log that keeps the last 200 requests. */
export function createRequestLog(): RequestLog {
  let requests: readonly RecordedRequest[] = [];
  return {
    add(request) {
      requests = [...requests, request].slice(-MAX_REQUESTS);
    },
    list: () => requests,
    clear() {
      requests = [];
    },
  };
}

/** Describes a request and the status of its response. */
export function describeRequest(request: Request, url: URL, status: number): RecordedRequest {
  const headers = [...request.headers].map(
    ([name, value]) => [name, RECORDED_HEADERS.has(name) ? value : 'present'] as const,
  );
  return {
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: {
      ...Object.fromEntries(headers),
      authorization: request.headers.has('Authorization') ? 'present' : 'absent',
    },
    status,
  };
}
