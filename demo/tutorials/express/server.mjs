// node --env-file=.env server.mjs
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import express from 'express';
import { createProxyHandler, verifyReceipt } from 'ghl-social-connect/proxy';
import { toNodeHandler } from 'srvx/node';

const { GHL_TOKEN, GHL_LOCATION_ID, GHL_USER_ID, GHL_UPSTREAM, RECEIPT_KEY, PORT = '3000' } = process.env;

// Replace this with your own sign-in. Here, every visitor is the same person.
const people = new Map();
const findPerson = (cookies = '') => people.get(/(?:^|; )session=([\w-]+)/.exec(cookies)?.[1]);

// Your database. The id of a receipt is the same for the same fact, so each fact is stored once.
mkdirSync('connections', { recursive: true });
const save = (receipt) => writeFileSync(`connections/${receipt.id}.json`, JSON.stringify(receipt));
const list = () => readdirSync('connections').map((name) => JSON.parse(readFileSync(`connections/${name}`, 'utf8')));

const proxy = createProxyHandler({
  authorize: (request) => findPerson(request.headers.get('Cookie') ?? ''),
  getToken: () => GHL_TOKEN,
  receiptKey: RECEIPT_KEY,
  // Without it, nothing says why a request failed.
  onError: (cause) => console.error(cause),
  ...(GHL_UPSTREAM && { upstream: GHL_UPSTREAM }),
});

const app = express();
app.use('/highlevel', toNodeHandler(proxy));
app.use('/element', express.static('node_modules/ghl-social-connect/dist/cdn'));

app.get('/', (request, response) => {
  if (!findPerson(request.headers.cookie)) {
    const id = randomUUID();
    people.set(id, { locationId: GHL_LOCATION_ID, userId: GHL_USER_ID });
    response.cookie('session', id, { httpOnly: true, sameSite: 'lax' });
  }
  response.sendFile('page.html', { root: process.cwd() });
});
app.get('/page.js', (_request, response) => response.sendFile('page.js', { root: process.cwd() }));

app.post('/connections', express.json(), async (request, response) => {
  const person = findPerson(request.headers.cookie);
  if (!person) return response.sendStatus(401);
  try {
    save(await verifyReceipt(request.body?.receipt, { key: RECEIPT_KEY, locationId: person.locationId }));
    return response.sendStatus(204);
  } catch (error) {
    console.error(error.message);
    return response.sendStatus(422);
  }
});

app.get('/connections', (request, response) => {
  const person = findPerson(request.headers.cookie);
  if (!person) return response.sendStatus(401);
  return response.json(list().filter(({ locationId }) => locationId === person.locationId));
});

app.listen(Number(PORT), 'localhost', () => console.log(`http://localhost:${PORT}`));
