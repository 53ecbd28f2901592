/** Every status that the proxy itself answers with; a `Response` that the host's `authorize` returns may have another. */
export const PROXY_STATUSES = [200, 201, 204, 400, 401, 403, 404, 405, 413, 414, 415, 422, 429, 500, 502, 504] as const;

/** A status that the proxy answers with. */
export type ProxyStatus = (typeof PROXY_STATUSES)[number];
