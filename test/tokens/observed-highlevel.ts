import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createSimulator, type Simulator } from '../../src/simulator/index.js';

/** Ids of the app that the simulator knows. */
export const CLIENT_ID = '6578278e879ad2646715ba9c-lr1x2y3z';
export const CLIENT_SECRET = 'client-secret-of-the-tests-0123456789';
export const APP_ID = '6578278e879ad2646715ba9c';

/** How long HighLevel returns the same new refresh token for one that was used. */
export const WINDOW_MS = 30_000;

/** Who has installed the app. */
export interface Subject {
  readonly companyId: string;
  /** Absent for a company's installation. */
  readonly locationId?: string;
}

/** One request that came in, for a test to look at or to hold up. */
export interface SeenRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly headers: Headers;
}

interface TokenAnswer {
  readonly refresh_token?: string;
  readonly companyId: string;
  readonly locationId?: string;
}

interface AnyInstaller {
  readonly companyId: string;
  readonly locationId?: string | undefined;
}

const toKey = ({ companyId, locationId }: AnyInstaller) =>
  locationId ? `location:${locationId}` : `company:${companyId}`;

/** The simulator, for tests that count its requests, hold up its answers or put others in their place. */
export class ObservedHighLevel {
  /** Milliseconds since 1970. */
  now = () => Date.now();
  /** Requests that used a refresh token, by installation. */
  readonly refreshes = new Map<string, number>();
  /** Exchanges of a company's token, by location. */
  readonly exchanges = new Map<string, number>();
  readonly requests: SeenRequest[] = [];
  /** Awaited before a request is looked at; a response that it returns is the answer. */
  beforeRequest: (request: SeenRequest) => unknown = () => undefined;
  /** Awaited after a request has had its effect, before the answer is sent. */
  beforeAnswer: (request: SeenRequest) => unknown = () => undefined;
  readonly #simulator: Simulator;
  /** The installation of each refresh token that was issued. */
  readonly #owners = new Map<string, string>();

  constructor() {
    const app = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, locations: [] };
    this.#simulator = createSimulator({ app, now: () => this.now() });
  }

  /** Seconds that access tokens are good for. */
  get lifetime(): number {
    return this.#simulator.app.tokenLifetime;
  }

  set lifetime(seconds) {
    this.#simulator.app.tokenLifetime = seconds;
  }

  /** An admin installs the app: the code that the callback gets. */
  install(subject: Subject): Promise<string> {
    return this.#simulator.app.install(subject);
  }

  /** Removes the app, with all tokens of the installation. */
  uninstall(subject: Subject): Promise<void> {
    return this.#simulator.app.uninstall(subject);
  }

  /** Adds a location to a company's installation. */
  addLocation(companyId: string, locationId: string): Promise<void> {
    return this.#simulator.app.addLocation({ companyId, locationId });
  }

  /** Makes all access tokens of an installation invalid. */
  revokeAccess(subject: Subject): void {
    this.#simulator.app.revokeAccess(subject);
  }

  pause(id: string): void {
    this.#simulator.app.pause(id);
  }

  resume(id: string): void {
    this.#simulator.app.resume(id);
  }

  /** The location or company that an access token is good for; `undefined` if it is not good. */
  readAccess(token: string): string | undefined {
    const installer = this.#simulator.app.findInstaller(token);
    return installer && toKey(installer);
  }

  /** The public key of its webhooks, as SPKI in base64. */
  publicKey(): Promise<string> {
    return this.#simulator.app.publicKey();
  }

  /** The signature of a webhook's body. */
  sign(body: string): Promise<string> {
    return this.#simulator.app.sign(body);
  }

  #countRefresh({ form }: SeenRequest): void {
    const owner = this.#owners.get(form.get('refresh_token') ?? '');
    if (owner !== undefined) this.refreshes.set(owner, (this.refreshes.get(owner) ?? 0) + 1);
  }

  async #noteAnswer({ path, form }: SeenRequest, response: Response): Promise<void> {
    if (response.status !== 200) return;
    if (path === '/oauth/token') {
      const answer = (await response.clone().json()) as TokenAnswer;
      this.#owners.set(answer.refresh_token ?? '', toKey(answer));
    }
    if (path === '/oauth/locationToken') {
      const locationId = form.get('locationId') ?? '';
      this.exchanges.set(locationId, (this.exchanges.get(locationId) ?? 0) + 1);
    }
  }

  /** Answers a request as HighLevel would. */
  fetch = async (input: Request): Promise<Response> => {
    const { pathname: path, searchParams: query } = new URL(input.url);
    const body = input.clone();
    const request = { path, query, form: new URLSearchParams(await body.text()), headers: input.headers };
    this.requests.push(request);
    const instead: unknown = await this.beforeRequest(request);
    if (instead instanceof Response) return instead;
    this.#countRefresh(request);
    const response = await this.#simulator.fetch(input);
    await this.#noteAnswer(request, response);
    await this.beforeAnswer(request);
    return response;
  };

  /** Serves it on the loopback, for other processes. */
  async listen(): Promise<{ origin: string; close(): Promise<void> }> {
    const server = createServer((incoming, outgoing) => {
      void toRequest(incoming)
        .then(this.fetch)
        .then(async (response) => {
          outgoing.writeHead(response.status, Object.fromEntries(response.headers));
          outgoing.end(await response.text());
        });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      origin: `http://127.0.0.1:${port}`,
      async close() {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      },
    };
  }
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/' } = incoming;
  const headers = incoming.headers as Record<string, string>;
  const init = method === 'GET' ? { method, headers } : { method, headers, body: Buffer.concat(chunks) };
  return new Request(new URL(url, 'http://127.0.0.1'), init);
}
