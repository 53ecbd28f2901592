// A Cloudflare Worker, with secrets of these names.
import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';

type Secrets = Readonly<Record<'SESSION_KEY' | 'GHL_TOKEN' | 'PAGE_ORIGIN', string>>;

let proxy: ((request: Request) => Promise<Response>) | undefined;

export default {
  fetch(request: Request, { SESSION_KEY, GHL_TOKEN, PAGE_ORIGIN }: Secrets): Promise<Response> {
    proxy ??= createProxyHandler({
      authorize: sessionAuthorize({ key: SESSION_KEY }),
      getToken: () => GHL_TOKEN,
      allowedOrigins: [PAGE_ORIGIN],
    });
    return proxy(request);
  },
};
