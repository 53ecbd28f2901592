/** When the requests of the last interval were made, in milliseconds since 1970; the oldest first. */
export class SlidingWindow {
  readonly #interval: number;
  #times: number[];
  /** Index of the oldest time that counts. */
  #start = 0;
  #pausedUntil: number;

  /** @param interval Milliseconds. */
  constructor(interval: number, times: readonly number[] = [], pausedUntil = 0) {
    this.#interval = interval;
    this.#times = [...times];
    this.#pausedUntil = pausedUntil;
  }

  /** Reads what {@link serialize} wrote. Anything else is an empty window. */
  static parse(interval: number, text: string): SlidingWindow {
    const [pausedUntil = 0, ...times] = text.split(' ').map(Number);
    return [pausedUntil, ...times].every(Number.isFinite)
      ? new SlidingWindow(interval, times, pausedUntil)
      : new SlidingWindow(interval);
  }

  serialize(): string {
    return [this.#pausedUntil, ...this.#times.slice(this.#start)].join(' ');
  }

  /** Counts a request at `now`, unless there were `limit` of them in the last interval. Returns milliseconds to wait. */
  take(now: number, limit: number): number {
    this.#forget(now);
    const pause = this.#pausedUntil - now;
    if (pause > 0) return pause;
    const count = this.#times.length - this.#start;
    if (count < limit) {
      this.#times.push(now);
      return 0;
    }
    const blocking = this.#times[this.#times.length - Math.max(1, Math.floor(limit))] ?? now;
    return blocking + this.#interval - now;
  }

  /** Refuses requests until `until`. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /** Milliseconds after which the window says nothing any more. */
  lifetime(now: number): number {
    return Math.max(this.#interval, this.#pausedUntil - now);
  }

  #forget(now: number): void {
    // A clock that was set back must not lock anybody out.
    if ((this.#times.at(-1) ?? 0) > now) this.#times = [];
    while ((this.#times[this.#start] ?? Infinity) <= now - this.#interval) this.#start += 1;
    if (this.#start * 2 <= this.#times.length) return;
    this.#times = this.#times.slice(this.#start);
    this.#start = 0;
  }
}
