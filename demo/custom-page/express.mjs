// node --env-file=.env server.mjs
import { PGlite } from '@electric-sql/pglite';
import express from 'express';
import { createPostgresStore } from 'ghl-social-connect/store/postgres';
import { toNodeHandler } from 'srvx/node';
import { createBackend, createFramePolicy } from './backend.mjs';

const { PORT = '3000' } = process.env;

// A database in a folder, for one process. With several, pass a PostgreSQL or Redis client instead.
// Its first start takes seconds: nobody is to wait for it in a request.
const store = createPostgresStore(await PGlite.create('data'));

const app = express();
app.use('/element', express.static('node_modules/ghl-social-connect/dist/cdn'));
app.get('/', (_request, response) => {
  response.set('Content-Security-Policy', createFramePolicy(process.env));
  response.sendFile('page.html', { root: process.cwd() });
});
// Body parsers must come after this line: a webhook's signature covers the body as it was sent.
app.use(toNodeHandler(createBackend(process.env, store)));

app.listen(Number(PORT), 'localhost', () => console.log(`http://localhost:${PORT}`));
