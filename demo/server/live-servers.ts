import type { DemoServers, DemoServersOptions, ProxyModule } from './demo-servers.js';
import { listen } from './listen.js';
import type { LiveAccount } from './live-account.js';
import { createSessionIssuer } from './session-issuer.js';

/** Starts the proxy to the real HighLevel. */
export async function startLiveServers(account: LiveAccount, options: DemoServersOptions): Promise<DemoServers> {
  const { load, pageOrigin, firstPort } = options;
  const { token, locationId, userId } = account;
  const { createProxyHandler, createSessionToken, sessionAuthorize } = (await load(
    'ghl-social-connect/proxy',
  )) as ProxyModule;
  const key = crypto.getRandomValues(new Uint8Array(32));
  const proxy = await listen(
    createProxyHandler({
      getToken: () => token,
      authorize: sessionAuthorize({ key }),
      allowedOrigins: [pageOrigin],
    }),
    firstPort,
  );

  return {
    config: { live: true, highLevelOrigins: {}, proxyOrigin: proxy.origin, locationId, userId, scenarios: {} },
    issueSession: createSessionIssuer(() => createSessionToken({ locationId, userId, origin: pageOrigin }, { key })),
    answerAppStatus: () => new Response('The app can be installed in the simulator only.', { status: 404 }),
    reset: () => undefined,
    setClock: () => undefined,
    close: () => proxy.close(),
  };
}
