import { allowOrigin } from './cors.mjs';

/** The page behind the redirects and the person's consent. */
async function follow(url, highLevel) {
  if (url.pathname.endsWith('/consent')) {
    url.pathname = url.pathname.replace(/consent$/, 'decision');
    url.searchParams.set('decision', 'allow');
  }
  const response = await highLevel(new Request(url));
  const location = response.headers.get('Location');
  return location ? follow(new URL(location, url), highLevel) : response;
}

/** Signs in without a window: `?at=<start or consent page>` answers with the page on which the sign-in ends. */
export function createSignIn(port, highLevel) {
  const pageOrigin = `http://localhost:${port}`;
  return async (request) => {
    const start = new URL(new URL(request.url).searchParams.get('at'));
    return allowOrigin(await follow(start, highLevel), pageOrigin);
  };
}
