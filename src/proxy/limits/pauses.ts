import { ProxyError } from '../errors.js';

const MAX_PAUSES = 10_000;

export function tooManyRequests(retryAfter: number): ProxyError {
  return new ProxyError(429, 'rate_limited', 'Too many requests: wait.', { retryAfter });
}

/** The keys that have to wait, in this instance's memory. */
export class Pauses {
  readonly #endsAt = new Map<string, number>();

  /** @throws {ProxyError} 429 if `key` has to wait. */
  check(key: string): void {
    const end = this.#endsAt.get(key);
    if (end === undefined) return;
    const seconds = Math.ceil((end - performance.now()) / 1_000);
    if (seconds > 0) throw tooManyRequests(seconds);
    this.#endsAt.delete(key);
  }

  /** A pause that lasts longer stays: requests that were under way at the same time hear of different ones. */
  set(key: string, seconds: number): void {
    const end = performance.now() + seconds * 1_000;
    if ((this.#endsAt.get(key) ?? 0) >= end) return;
    const [oldest] = this.#endsAt.keys();
    if (oldest !== undefined && this.#endsAt.size >= MAX_PAUSES) this.#endsAt.delete(oldest);
    this.#endsAt.set(key, end);
  }
}
