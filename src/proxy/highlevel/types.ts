/** One request to HighLevel. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `API_ROOT`, built from checked ids only. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>> | undefined;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** HighLevel's response, read. */
export interface UpstreamResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Empty for a redirect. */
  readonly text: string;
}
