// Under a path of a Hono application, on whatever runtime it runs.
import { Hono } from 'hono';
import { env } from 'hono/adapter';
import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';

type Variables = Record<'SESSION_KEY' | 'GHL_TOKEN' | 'PAGE_ORIGIN', string>;

let proxy: ((request: Request) => Promise<Response>) | undefined;

const app = new Hono();
app.all('/highlevel/*', (context) => {
  const { SESSION_KEY, GHL_TOKEN, PAGE_ORIGIN } = env<Variables>(context);
  proxy ??= createProxyHandler({
    authorize: sessionAuthorize({ key: SESSION_KEY }),
    getToken: () => GHL_TOKEN,
    allowedOrigins: [PAGE_ORIGIN],
  });
  return proxy(context.req.raw);
});

export default app;
