/** Answers one request. Never rejects. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** An address in a page that starts at the root of its origin. */
const ROOT_LINK = /((?:href|src)=")(?=\/[^/])/g;

/**
 * The same request to another address: `new Request(url, request)` refuses to copy a navigation. The body of the copy, and
 * of its clones, is a stream in Firefox too, whose requests have none
 * (https://bugzilla.mozilla.org/show_bug.cgi?id=1387483).
 */
export async function copyRequest(request: Request, url: string | URL): Promise<Request> {
  const { method, headers, signal } = request;
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  const body = await request.arrayBuffer();
  const create = (): Request => {
    const copy = new Request(url, { method, headers, signal, body });
    if (copy.body) return copy;
    return Object.defineProperties(copy, { body: { value: new Response(body).body }, clone: { value: create } });
  };
  return create();
}

/**
 * Replaces an origin by a folder of this site, wherever a response names it: in `Location`, in JSON and in HTML.
 *
 * @param outerUrl Address of the folder, without a slash at the end.
 */
export async function relocate(response: Response, innerOrigin: string, outerUrl: string): Promise<Response> {
  const { status } = response;
  const headers = new Headers(response.headers);
  const location = headers.get('Location');
  if (location?.startsWith(innerOrigin)) headers.set('Location', outerUrl + location.slice(innerOrigin.length));
  const type = headers.get('Content-Type') ?? '';
  if (!/html|json/.test(type)) return new Response(response.body, { status, headers });
  const text = (await response.text()).replaceAll(innerOrigin, outerUrl);
  const body = type.includes('html') ? text.replaceAll(ROOT_LINK, `$1${new URL(outerUrl).pathname}`) : text;
  return new Response(body, { status, headers });
}

/**
 * Serves a handler that expects an origin of its own from a folder of this site.
 *
 * @param innerOrigin The origin that the handler sees.
 * @param outerUrl Address of the folder, without a slash at the end.
 */
export function mount(handler: FetchHandler, innerOrigin: string, outerUrl: string): FetchHandler {
  return async (request) => {
    const url = new URL(innerOrigin + request.url.slice(outerUrl.length));
    for (const [name, value] of [...url.searchParams]) {
      if (value.startsWith(outerUrl)) url.searchParams.set(name, innerOrigin + value.slice(outerUrl.length));
    }
    return relocate(await handler(await copyRequest(request, url)), innerOrigin, outerUrl);
  };
}
