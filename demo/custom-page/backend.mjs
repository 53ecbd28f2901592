import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';
import { createAppTokens } from 'ghl-social-connect/tokens';

/** The header that lets HighLevel show the page. `PARENT_ORIGINS` lists the white-label domains of your agencies. */
export const createFramePolicy = ({ PARENT_ORIGINS = '' }) =>
  `frame-ancestors https://app.gohighlevel.com https://app.leadconnectorhq.com ${PARENT_ORIGINS}`.trim();

/** Serves the proxy below `/highlevel/`, and the installation and the webhooks of the app below `/app/`. */
export function createBackend(env, store) {
  const { SESSION_KEY, GHL_UPSTREAM, PAGE_ORIGIN, PARENT_ORIGINS = '' } = env;
  const upstream = GHL_UPSTREAM ? { upstream: GHL_UPSTREAM } : {};

  const tokens = createAppTokens({
    clientId: env.GHL_CLIENT_ID,
    clientSecret: env.GHL_CLIENT_SECRET,
    store,
    encryptionKey: env.ENCRYPTION_KEY,
    redirectUri: `${env.PUBLIC_URL}/app/oauth/callback`,
    onError: console.error,
    ...upstream,
  });

  const proxy = createProxyHandler({
    authorize: sessionAuthorize({ key: SESSION_KEY }),
    getToken: tokens.getToken,
    userContext: {
      sharedSecret: env.GHL_SHARED_SECRET,
      key: SESSION_KEY,
      isInstalled: tokens.isInstalled,
      can: ['connect', 'attach', 'list', 'disconnect'],
      parentOrigins: PARENT_ORIGINS.split(' ').filter(Boolean),
    },
    allowedOrigins: PAGE_ORIGIN ? [PAGE_ORIGIN] : [],
    onError: console.error,
    ...upstream,
  });

  return async function handle(request) {
    const { pathname } = new URL(request.url);
    if (pathname.includes('/highlevel/')) return proxy(request);
    if (pathname.endsWith('/app/install')) return Response.redirect(await tokens.installUrl(), 302);
    return tokens.fetch(request);
  };
}
