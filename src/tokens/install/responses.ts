/** Nothing of these answers is for another page, a cache or a search engine. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex',
};

/** A page for the person who installs the app. The texts are our own. */
export function createPage(
  status: number,
  title: string,
  text: string,
  headers: Record<string, string> = {},
): Response {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
  const type = { 'Content-Type': 'text/html; charset=utf-8' };
  return new Response(html, { status, headers: { ...HEADERS, ...headers, ...type } });
}

/** Sends the browser on, with GET. */
export function createRedirect(location: string): Response {
  return new Response(null, { status: 303, headers: { ...HEADERS, Location: location } });
}

/** An answer for HighLevel's server. */
export function createAnswer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...HEADERS, ...headers } });
}
