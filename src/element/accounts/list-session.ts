import type { SocialConnectError } from '../../errors.js';
import type { HighLevelSession } from '../../highlevel/highlevel-session.js';
import { findRefusal, openSession } from '../session/open-session.js';
import type { SessionOptions } from '../session/session-options.js';

/** What a list needs of its session. */
interface SessionAccess {
  /** Another function once HighLevel or the proxy has refused: what was loaded before must not be shown any more. */
  readonly getSessionToken: () => Promise<string>;
  /** The location of the moment, once it is another than at the beginning. */
  readonly locationId: string | undefined;
}

/** Follows the user and the location that HighLevel shows a page for. */
export class ListSession {
  readonly #onChange: (refusal: SocialConnectError | undefined) => void;
  #session: HighLevelSession | undefined;
  #getSessionToken: SessionAccess['getSessionToken'] | undefined;
  #unsubscribe: (() => void) | undefined;
  #first: string | undefined;
  #location: string | undefined;
  #hasUser = false;

  constructor(onChange: (refusal: SocialConnectError | undefined) => void) {
    this.#onChange = onChange;
  }

  /**
   * What the list's requests need of the session that `options` name.
   *
   * @throws {SocialConnectError} `invalid_config` for options that are wrong or exclude each other.
   */
  open(options: SessionOptions): SessionAccess {
    const session = openSession(options);
    if (session !== this.#session || !this.#unsubscribe) {
      this.stop();
      this.#session = session;
      this.#first = session.user()?.locationId;
      this.#hasUser = this.#first !== undefined;
      this.#getSessionToken = session.getSessionToken;
      this.#unsubscribe = session.subscribe(() => this.#handleChange(session));
    }
    const { getSessionToken } = session;
    return { getSessionToken: this.#getSessionToken ?? getSessionToken, locationId: this.#location };
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#location = undefined;
  }

  #handleChange(session: HighLevelSession): void {
    const locationId = session.user()?.locationId;
    const refusal = findRefusal(session);
    this.#first ??= locationId;
    if (locationId !== undefined && (this.#location ?? this.#first) !== locationId) this.#location = locationId;
    // A failure that may pass says nothing about the location.
    const isLost = this.#hasUser && locationId === undefined && refusal !== undefined;
    if (isLost) this.#getSessionToken = () => session.getSessionToken();
    this.#hasUser = locationId !== undefined || (this.#hasUser && !isLost);
    this.#onChange(refusal);
  }
}
