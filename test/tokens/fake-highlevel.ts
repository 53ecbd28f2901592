import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Ids of the app that the double knows. */
export const CLIENT_ID = '6578278e879ad2646715ba9c-lr1x2y3z';
export const CLIENT_SECRET = 'client-secret-of-the-tests-0123456789';
export const APP_ID = '6578278e879ad2646715ba9c';

/** How long HighLevel gives the same new refresh token for one that was used. */
export const WINDOW_MS = 30_000;

/** Who has installed the app. */
export interface Subject {
  readonly companyId: string;
  /** Absent for a company's installation. */
  readonly locationId?: string;
}

interface Grant {
  readonly subject: Subject;
  readonly next?: string;
  /** When it was used for the first time. */
  readonly usedAt?: number;
}

/** One request that came in, for a test to look at or to hold up. */
export interface SeenRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly headers: Headers;
}

const toKey = ({ companyId, locationId }: Subject) => (locationId ? `location:${locationId}` : `company:${companyId}`);

/** HighLevel's OAuth routes, as far as `src/tokens` uses them: a double of the tests, whose state they can see and change. */
export class FakeHighLevel {
  /** Seconds that access tokens are good for. */
  lifetime = 86_399;
  /** Milliseconds since 1970. */
  now = () => Date.now();
  /** Locations or companies whose requests are refused as HighLevel refuses paused ones. */
  readonly paused = new Set<string>();
  /** Locations of each company where the app is installed. */
  readonly locations = new Map<string, Set<string>>();
  /** Requests that used a refresh token, by installation. */
  readonly refreshes = new Map<string, number>();
  /** Exchanges of a company's token, by location. */
  readonly exchanges = new Map<string, number>();
  readonly requests: SeenRequest[] = [];
  /** Awaited before a request is looked at; a response that it returns is the answer. */
  beforeRequest: (request: SeenRequest) => unknown = () => undefined;
  /** Awaited after a request has had its effect, before the answer is sent. */
  beforeAnswer: (request: SeenRequest) => unknown = () => undefined;
  readonly #codes = new Map<string, Subject>();
  readonly #refreshTokens = new Map<string, Grant>();
  readonly #accessTokens = new Map<string, { readonly subject: Subject; readonly expiresAt: number }>();
  #signingKey: Promise<CryptoKeyPair> | undefined;

  /** An admin installs the app: the code that the callback gets. */
  install(subject: Subject): string {
    const code = `code-${crypto.randomUUID()}`;
    this.#codes.set(code, subject);
    if (!subject.locationId && !this.locations.has(subject.companyId)) this.locations.set(subject.companyId, new Set());
    return code;
  }

  /** Takes all tokens of an installation away, as an admin does who removes the app. */
  uninstall(subject: Subject): void {
    for (const tokens of [this.#refreshTokens, this.#accessTokens]) {
      for (const [token, grant] of tokens) if (toKey(grant.subject) === toKey(subject)) tokens.delete(token);
    }
  }

  /** Makes all access tokens of an installation invalid. */
  revokeAccess(subject: Subject): void {
    for (const [token, grant] of this.#accessTokens) {
      if (toKey(grant.subject) === toKey(subject)) this.#accessTokens.delete(token);
    }
  }

  /** The location or company that an access token is good for; `undefined` if it is not good. */
  readAccess(token: string): string | undefined {
    const grant = this.#accessTokens.get(token);
    return grant && grant.expiresAt > this.now() ? toKey(grant.subject) : undefined;
  }

  /** The public key of its webhooks, as SPKI in base64. */
  async publicKey(): Promise<string> {
    const { publicKey } = await this.#keyPair();
    return Buffer.from(await crypto.subtle.exportKey('spki', publicKey)).toString('base64');
  }

  /** The signature of a webhook's body. */
  async sign(body: string): Promise<string> {
    const { privateKey } = await this.#keyPair();
    return Buffer.from(await crypto.subtle.sign('Ed25519', privateKey, Buffer.from(body))).toString('base64');
  }

  #keyPair(): Promise<CryptoKeyPair> {
    this.#signingKey ??= crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']) as Promise<CryptoKeyPair>;
    return this.#signingKey;
  }

  #issueAccess(subject: Subject) {
    const accessToken = `access-${crypto.randomUUID()}`;
    this.#accessTokens.set(accessToken, { subject, expiresAt: this.now() + this.lifetime * 1_000 });
    return { access_token: accessToken, token_type: 'Bearer', expires_in: this.lifetime, scope: 'oauth.write' };
  }

  #issuePair(subject: Subject, refreshToken = `refresh-${crypto.randomUUID()}`): Response {
    if (!this.#refreshTokens.has(refreshToken)) this.#refreshTokens.set(refreshToken, { subject });
    const userType = subject.locationId ? 'Location' : 'Company';
    return Response.json({ ...this.#issueAccess(subject), refresh_token: refreshToken, userType, ...subject });
  }

  #refuse(status: number, message: string): Response {
    return Response.json({ statusCode: status, message }, { status });
  }

  #answerToken({ form }: SeenRequest): Response {
    if (form.get('client_id') !== CLIENT_ID || form.get('client_secret') !== CLIENT_SECRET) {
      return this.#refuse(401, 'Invalid client: client credentials are invalid');
    }
    if (form.get('grant_type') === 'authorization_code') {
      const subject = this.#codes.get(form.get('code') ?? '');
      this.#codes.delete(form.get('code') ?? '');
      return subject ? this.#issuePair(subject) : this.#refuse(400, 'Invalid grant: authorization code is invalid');
    }
    return this.#answerRefresh(form);
  }

  #answerRefresh(form: URLSearchParams): Response {
    const token = form.get('refresh_token') ?? '';
    const grant = this.#refreshTokens.get(token);
    if (!grant) return this.#refuse(400, 'Invalid grant: refresh token is invalid');
    const key = toKey(grant.subject);
    this.refreshes.set(key, (this.refreshes.get(key) ?? 0) + 1);
    if (this.paused.has(key)) return this.#refuse(400, 'Location is not active');
    const { next = `refresh-${crypto.randomUUID()}`, usedAt = this.now() } = grant;
    if (this.now() - usedAt > WINDOW_MS) return this.#refuse(400, 'Invalid grant: refresh token is invalid');
    this.#refreshTokens.set(token, { ...grant, next, usedAt });
    return this.#issuePair(grant.subject, next);
  }

  /** The company whose access token a request carries. */
  #readCompany({ headers }: SeenRequest): string | undefined {
    const key = this.readAccess((headers.get('Authorization') ?? '').replace('Bearer ', ''));
    return key?.startsWith('company:') ? key.slice('company:'.length) : undefined;
  }

  #answerLocationToken(request: SeenRequest): Response {
    const companyId = this.#readCompany(request);
    if (companyId === undefined) return this.#refuse(401, 'Invalid JWT');
    const locationId = request.form.get('locationId') ?? '';
    if (this.paused.has(`location:${locationId}`)) return this.#refuse(400, 'Location is not active');
    const isInstalled = this.locations.get(companyId)?.has(locationId) === true;
    if (!isInstalled || request.form.get('companyId') !== companyId) return this.#refuse(400, 'Location not found');
    this.exchanges.set(locationId, (this.exchanges.get(locationId) ?? 0) + 1);
    return Response.json({ ...this.#issueAccess({ companyId, locationId }), locationId, userType: 'Location' });
  }

  #answerInstalledLocations(request: SeenRequest): Response {
    const companyId = this.#readCompany(request);
    if (companyId === undefined) return this.#refuse(401, 'Invalid JWT');
    const { query } = request;
    if (query.get('companyId') !== companyId || query.get('appId') !== APP_ID) return this.#refuse(422, 'Unknown app');
    const all = [...(this.locations.get(companyId) ?? [])];
    const [skip, limit] = [Number(query.get('skip')), Number(query.get('limit'))];
    const locations = all.slice(skip, skip + limit).map((_id) => ({ _id, name: 'A location', isInstalled: true }));
    return Response.json({ locations, count: all.length });
  }

  #answer(request: SeenRequest): Response {
    const isV2 = request.headers.get('Version') === '2021-07-28';
    switch (request.path) {
      case '/oauth/token':
        return this.#answerToken(request);
      case '/oauth/locationToken':
        return isV2 ? this.#answerLocationToken(request) : this.#refuse(400, 'Wrong version');
      case '/oauth/installedLocations':
        return isV2 ? this.#answerInstalledLocations(request) : this.#refuse(400, 'Wrong version');
      default:
        return this.#refuse(404, 'Not found');
    }
  }

  /** Answers a request as HighLevel would. */
  fetch = async (input: Request): Promise<Response> => {
    const { pathname: path, searchParams: query } = new URL(input.url);
    const request = { path, query, form: new URLSearchParams(await input.text()), headers: input.headers };
    this.requests.push(request);
    const instead: unknown = await this.beforeRequest(request);
    if (instead instanceof Response) return instead;
    const response = this.#answer(request);
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
