import { createMemoryStore, type Store } from '../../src/store/index.js';
import { createAppTokens, type AppTokens, type AppTokensOptions } from '../../src/tokens/index.js';
import { APP_ID, CLIENT_ID, CLIENT_SECRET, ObservedHighLevel, type Subject } from './observed-highlevel.js';

export const ENCRYPTION_KEY = 'an-encryption-key-of-the-tests-0123456789';
export const UPSTREAM = 'https://highlevel.example';
export const MOUNT = 'https://app.example/highlevel';
export const COMPANY = 'company1';
export const LOCATION = 'location1';

/** An app's tokens on a store, with the simulator behind them. */
export interface App {
  readonly highLevel: ObservedHighLevel;
  readonly store: Store;
  readonly tokens: AppTokens;
  readonly errors: unknown[];
  /** Another instance on the same store, as another process would have it. */
  another(options?: Partial<AppTokensOptions>): AppTokens;
  /** Installs the app, by the callback. */
  install(subject: Subject): Promise<Response>;
  /** Sends a webhook, signed over its body. */
  send(event: object, change?: (request: WebhookRequest) => void): Promise<Response>;
}

/** A webhook that a test may spoil before it is sent. */
export interface WebhookRequest {
  body: string;
  headers: Record<string, string>;
}

/** A webhook's body with all that HighLevel puts into it. */
export function createEvent(event: object): object {
  return { appId: APP_ID, timestamp: new Date().toISOString(), webhookId: crypto.randomUUID(), ...event };
}

/** Creates an app in memory. */
export async function createApp(options: Partial<AppTokensOptions> = {}): Promise<App> {
  const highLevel = new ObservedHighLevel();
  const { store = createMemoryStore() } = options;
  const errors: unknown[] = [];
  const common: AppTokensOptions = {
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    store,
    encryptionKey: ENCRYPTION_KEY,
    redirectUri: `${MOUNT}/oauth/callback`,
    webhooks: { publicKeys: [await highLevel.publicKey()] },
    onError: (error) => errors.push(error),
    fetch: (input, init) => highLevel.fetch(new Request(input, init)),
    upstream: UPSTREAM,
    ...options,
  };
  const tokens = createAppTokens(common);
  return {
    highLevel,
    store,
    tokens,
    errors,
    another: (more = {}) => createAppTokens({ ...common, ...more }),
    async install(subject) {
      const state = new URL(await tokens.installUrl()).searchParams.get('state') ?? '';
      const query = new URLSearchParams({ code: await highLevel.install(subject), state });
      return tokens.fetch(new Request(`${MOUNT}/oauth/callback?${query}`));
    },
    async send(event, change = () => undefined) {
      const body = JSON.stringify(createEvent(event));
      const request: WebhookRequest = { body, headers: { 'X-GHL-Signature': await highLevel.sign(body) } };
      change(request);
      return tokens.fetch(new Request(`${MOUNT}/webhooks`, { method: 'POST', ...request }));
    },
  };
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`Expected a rejection, got ${JSON.stringify(value)}.`);
    },
    (error: unknown) => error,
  );
}

/** Something that a test waits for, or lets others wait for. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
