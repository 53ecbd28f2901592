import type { IncomingMessage, ServerResponse } from 'node:http';
import { LISTS } from './played-list.js';

/** Names that a layout must bear, in scripts that DejaVu has. */
const NAMES = [
  'Harbour Lane Bakery',
  'Northgate Cycling Club',
  'The Willowbrook Association of Independent Booksellers and Letterpress Printers',
  'مخبز الياسمين',
  'Donaudampfschifffahrtsgesellschaftsmuseum',
  'Студия «Лесной ключ»',
];

function createPages(count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `page-${index}`,
    name: NAMES[index % NAMES.length],
    username: `page.${index}`,
    avatar: index % 2 === 0 ? 'https://avatars.example/picture.svg' : undefined,
    verified: index % 3 === 0,
    isConnected: index % 4 === 1,
  }));
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function readOriginId(request: IncomingMessage): Promise<unknown> {
  const chunks = await request.toArray();
  return (JSON.parse(Buffer.concat(chunks).toString()) as { originId?: unknown }).originId;
}

/**
 * Plays a proxy at `/{mount}/…`. A mount that is a number offers as many pages; `silent` never answers, `refusing` says
 * that HighLevel refuses the token, `stuck` never attaches, `failing` attaches the first page only. The mounts of `LISTS`
 * list the location's accounts; `list-forbidden` may not.
 */
export async function answerAsProxy(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, mount = ''] = (request.url ?? '').split('/');
  if (mount === 'silent') return;
  if (mount === 'refusing') return answer(response, 502, { error: { code: 'unauthorized', message: 'Refused.' } });
  if (mount === 'list-forbidden') return answer(response, 403, { error: { code: 'forbidden', message: 'Refused.' } });
  const accounts = LISTS.get(mount);
  const can = ['connect', 'attach', 'list', 'disconnect'];
  if (accounts) return answer(response, 200, { success: true, results: { accounts, can } });
  const count = Number(mount);
  if (request.method === 'GET') {
    return answer(response, 200, { success: true, results: { pages: createPages(Number.isNaN(count) ? 3 : count) } });
  }
  if (mount === 'stuck') return;
  const fails = mount === 'failing' && (await readOriginId(request)) !== 'page-0';
  if (fails) return answer(response, 502, { error: { code: 'upstream_error', message: 'Failed.' } });
  answer(response, 200, { success: true, statusCode: 201, results: {} });
}
