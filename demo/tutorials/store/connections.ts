import { env } from 'node:process';
import { createProxyHandler, verifyReceipt, type Authorize, type Fact } from 'ghl-social-connect/proxy';

/** A client of PostgreSQL, such as that of `pg`. */
interface Database {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/** A row is a login or an account, and `id` is its id. `action` says what happened to it last. */
export const CREATE_TABLE = `CREATE TABLE connections (
  location text, id text, login text, platform text, name text, action text, changed timestamptz,
  PRIMARY KEY (location, id)
)`;

/** The latest fact wins, even if facts arrive in another order or twice. */
const SAVE = `INSERT INTO connections VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (location, id)
  DO UPDATE SET name = excluded.name, action = excluded.action, changed = excluded.changed
  WHERE connections.changed <= excluded.changed`;

async function saveFact(database: Database, fact: Fact, changed: Date): Promise<void> {
  const { locationId, loginId = '', accountId = loginId, platform, name = '', action } = fact;
  await database.query(SAVE, [locationId, accountId, loginId, platform, name, action, changed]);
}

/** With a receipt that a page sent. The location is that of the person who is signed in, and never the page's word. */
export async function saveReceipt(database: Database, receipt: string, locationId: string): Promise<void> {
  const fact = await verifyReceipt(receipt, { key: env.RECEIPT_KEY ?? '', locationId });
  await saveFact(database, fact, fact.issuedAt);
}

/** With hooks of the proxy, which knows without any page. */
export function createProxy(database: Database, authorize: Authorize): (request: Request) => Promise<Response> {
  const save = (fact: Fact) => saveFact(database, fact, new Date());
  return createProxyHandler({
    authorize,
    getToken: () => env.GHL_TOKEN ?? '',
    receiptKey: env.RECEIPT_KEY ?? '',
    on: { connected: save, attached: save, reconnected: save, disconnected: save },
    onError: (cause) => console.error(cause),
    ...(env.GHL_UPSTREAM && { upstream: env.GHL_UPSTREAM }),
  });
}
