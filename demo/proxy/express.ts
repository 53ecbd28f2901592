// Under a path of an Express application, whose body parsers must come after it.
import { env } from 'node:process';
import express from 'express';
import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';
import { toNodeHandler } from 'srvx/node';

const proxy = createProxyHandler({
  authorize: sessionAuthorize({ key: env.SESSION_KEY ?? '' }),
  getToken: () => env.GHL_TOKEN ?? '',
  allowedOrigins: [env.PAGE_ORIGIN ?? ''],
});

const app = express();
app.use('/highlevel', toNodeHandler(proxy) as express.RequestHandler);
app.listen(Number(env.PORT), env.PROXY_HOST ?? 'localhost');
