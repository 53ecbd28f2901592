import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { jwtVerify } from 'jose';
import { SECRETS } from '../tutorial-fixture.js';

interface Node {
  readonly name: string;
  readonly type: string;
  readonly parameters: Parameters;
}

interface Parameters {
  readonly [name: string]: unknown;
  readonly url?: string;
  readonly responseBody?: string;
  readonly queryParameters?: { readonly parameters: readonly { readonly name: string; readonly value: string }[] };
  readonly headerParameters?: { readonly parameters: readonly { readonly name: string; readonly value: string }[] };
  readonly options: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly nodes: readonly Node[];
  readonly connections: Readonly<Record<string, { readonly main: readonly (readonly { readonly node: string }[])[] }>>;
}

/** Tests replace the page's own `fetch`. */
const sendRequest = globalThis.fetch;

type Item = Readonly<Record<string, unknown>>;

/** An expression of n8n: `={{ code }}` is a value, and a text that begins with `=` contains code in braces. */
function evaluate(expression: unknown, $json: Item): unknown {
  if (typeof expression !== 'string' || !expression.startsWith('=')) return expression;
  const run = (code: string): unknown => runInNewContext(code, { $json });
  const [, whole] = /^=\{\{((?:(?!\}\}).)*)\}\}$/.exec(expression) ?? [];
  if (whole !== undefined) return run(whole);
  return expression.slice(1).replace(/\{\{(.*?)\}\}/g, (_all, code: string) => String(run(code)));
}

const readPairs = (list: Parameters['queryParameters'], item: Item): [string, string][] =>
  (list?.parameters ?? []).map(({ name, value }) => [name, String(evaluate(value, item))]);

/** What the node "Webhook" does before a workflow runs. Source: n8n's `packages/nodes-base/nodes/Webhook/utils.ts`. */
async function authenticate(request: Request): Promise<Item | Response> {
  const token = /^Bearer (.+)$/.exec(request.headers.get('Authorization') ?? '')?.[1];
  if (token === undefined) return new Response('No token provided', { status: 401 });
  try {
    const key = new TextEncoder().encode(SECRETS.SESSION_KEY);
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] });
    return { body: await request.json(), jwtPayload: payload };
  } catch {
    return new Response('invalid signature', { status: 403 });
  }
}

/**
 * Runs a workflow as n8n does: its webhook, one request, and the response. The headers for pages of other origins are
 * those of n8n's `packages/cli/src/webhooks/webhook-request-handler.ts`.
 *
 * @param file Of the workflow.
 * @param upstream Takes the place of HighLevel.
 */
export function createN8n(file: string, upstream: string, token: string): (request: Request) => Promise<Response> {
  const { nodes, connections } = JSON.parse(readFileSync(file, 'utf8')) as Workflow;
  const find = (name: string) => nodes.find((node) => node.name === name)!;
  const follow = ({ name }: Node) => find(connections[name]!.main[0]![0]!.node);
  const webhook = nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')!;
  const start = follow(webhook);
  const respond = follow(start);

  async function send(item: Item): Promise<Item> {
    const { url, queryParameters, headerParameters, method } = start.parameters;
    const address = new URL(String(evaluate(url, item)));
    const target = new URL(address.pathname + address.search, upstream);
    for (const [name, value] of readPairs(queryParameters, item)) target.searchParams.append(name, value);
    const headers = Object.fromEntries(readPairs(headerParameters, item));
    const response = await sendRequest(target, {
      method: String(method),
      headers: { ...headers, Authorization: `Bearer ${token}` },
      redirect: 'manual',
    });
    return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  }

  function createCors({ headers, method }: Request): Record<string, string> {
    const { allowedOrigins } = webhook.parameters.options as { allowedOrigins: string };
    const preflight = {
      'Access-Control-Max-Age': '300',
      'Access-Control-Allow-Headers': headers.get('Access-Control-Request-Headers') ?? '',
    };
    return {
      'Access-Control-Allow-Methods': `OPTIONS, ${String(webhook.parameters.httpMethod)}`,
      'Access-Control-Allow-Origin': allowedOrigins.split(',')[0]!,
      ...(method === 'OPTIONS' && preflight),
    };
  }

  return async (request) => {
    const cors = createCors(request);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors });
    const item = await authenticate(request);
    if (item instanceof Response) return item;
    const answer = await send(item);
    const { responseBody, options } = respond.parameters;
    const body: unknown = JSON.parse(String(evaluate(responseBody, answer)));
    return Response.json(body, { status: Number(evaluate(options.responseCode ?? 200, answer)), headers: cors });
  };
}
