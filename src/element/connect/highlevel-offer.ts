import type { ListProof } from '../../connect/accounts/list-proof.js';
import type { Connection } from '../../connect/outcome.js';
import { readBaseUrl } from '../../connect/read-document.js';
import { parseSecureUrl } from '../../protocol/secure-url.js';
import type { ConnectAccess } from './connect-view.js';
import type { ElementOptions } from './element-config.js';
import type { UnconfirmedState } from './state.js';

/** The Social Planner of a location. Source: HighLevel's application, November 2026. */
const DEFAULT_URL = 'https://app.gohighlevel.com/v2/location/{locationId}/marketing/social-planner';

const PLACEHOLDER = '{locationId}';

/**
 * The address of HighLevel's own page. HighLevel opens the location that was used last if the page does not know which one
 * it is, because only the server's session names it.
 *
 * @returns `undefined` if the address is not secure.
 */
export function createHighLevelUrl(template: string = DEFAULT_URL, locationId?: string): string | undefined {
  const address = template.replaceAll(PLACEHOLDER, encodeURIComponent(locationId ?? ''));
  const url = parseSecureUrl(address, readBaseUrl());
  if (url === undefined || locationId || !template.includes(PLACEHOLDER)) return url?.href;
  return `${url.origin}/`;
}

/**
 * The way through HighLevel's own page, after a sign-in that was cut off twice. Watches the location's list meanwhile, if
 * it could be read before.
 */
export class HighLevelOffer {
  readonly #access: ConnectAccess;
  readonly #options: ElementOptions;
  readonly #signal: AbortSignal;
  readonly #proof: ListProof | undefined;
  #state: UnconfirmedState;

  constructor(access: ConnectAccess, options: ElementOptions, signal: AbortSignal, state: UnconfirmedState) {
    this.#access = access;
    this.#options = options;
    this.#signal = signal;
    this.#proof = access.getListProof();
    this.#state = state;
  }

  start(): void {
    this.#access.setState(this.#state);
    void this.#proof?.watch(this.#signal).then((connection) => this.#connect(connection));
  }

  /** The person says that they have connected the account. Only the list can prove it. */
  async confirm(): Promise<void> {
    if (this.#state.isChecking) return;
    if (!this.#proof || this.#signal.aborted) return this.#show({ highLevelUrl: undefined });
    this.#show({ isChecking: true });
    this.#connect(await this.#proof.check(this.#signal));
    this.#show({ isChecking: false });
  }

  #connect(connection: Connection | undefined): void {
    if (connection && !this.#signal.aborted) this.#access.connect(connection, this.#options);
  }

  #show(change: Partial<UnconfirmedState>): void {
    if (this.#access.getState() !== this.#state) return;
    this.#state = { ...this.#state, ...change };
    this.#access.setState(this.#state);
  }
}

/**
 * Offers HighLevel's own page if the attempt that has just ended was not the first to be cut off.
 *
 * @param signal Ends the offer.
 */
export function offerHighLevel(
  access: ConnectAccess,
  options: ElementOptions,
  signal: AbortSignal,
): HighLevelOffer | undefined {
  const state = access.getState();
  if (state.status !== 'unconfirmed' || !state.isRepeated) return undefined;
  const { getUser, locationId, highlevelUrl } = options;
  const highLevelUrl = createHighLevelUrl(highlevelUrl, getUser?.()?.locationId ?? locationId);
  const offer = new HighLevelOffer(access, options, signal, { ...state, highLevelUrl });
  offer.start();
  return offer;
}
