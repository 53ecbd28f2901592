/** Requests at a time in milliseconds since 1970. */
interface Moment {
  time: number;
  count: number;
}

/** So many moments are kept exactly; beyond them, requests of the same small part of the interval are counted together. */
const MAX_EXACT = 500;
/** Parts of an interval. */
const PARTS = 500;
/** Between the time and the count of a moment; a moment of one request is its time alone. */
const TIMES = '*';

function parseMoment(text: string): Moment {
  const [time = Number.NaN, count = 1] = text.split(TIMES, 2).map(Number);
  return { time, count };
}

const writeMoment = ({ time, count }: Moment): string => (count === 1 ? String(time) : `${time}${TIMES}${count}`);

/** When the requests of the last interval were made; the oldest first. Its size does not grow with the limit. */
export class SlidingWindow {
  readonly #interval: number;
  #moments: Moment[];
  #pausedAt: number;
  #pausedUntil: number;

  /** @param interval Milliseconds. */
  constructor(interval: number, moments: Moment[] = [], pausedAt = 0, pausedUntil = 0) {
    this.#interval = interval;
    this.#moments = moments;
    this.#pausedAt = pausedAt;
    this.#pausedUntil = pausedUntil;
  }

  /** Reads what {@link serialize} wrote. Anything else is an empty window. */
  static parse(interval: number, text: string): SlidingWindow {
    const [pausedAt, pausedUntil, ...rest] = text.split(' ');
    const moments = rest.map(parseMoment);
    const pause = [Number(pausedAt), Number(pausedUntil)] as const;
    const numbers = [...pause, ...moments.flatMap(({ time, count }) => [time, count])];
    return numbers.every(Number.isFinite)
      ? new SlidingWindow(interval, moments, ...pause)
      : new SlidingWindow(interval);
  }

  serialize(): string {
    return [this.#pausedAt, this.#pausedUntil, ...this.#moments.map(writeMoment)].join(' ');
  }

  /** Counts a request at `now`, unless there were `limit` of them in the last interval. Returns milliseconds to wait. */
  take(now: number, limit: number): number {
    const time = this.#toOwnTime(now);
    this.#forget(time);
    const pause = this.#pauseLeft(now);
    if (pause > 0) return pause;
    const count = this.#moments.reduce((sum, moment) => sum + moment.count, 0);
    if (count < limit) {
      this.#add(time);
      return 0;
    }
    return this.#findTime(count - Math.max(1, Math.floor(limit)), time) + this.#interval - now;
  }

  /** Refuses requests for so many milliseconds. */
  pause(now: number, milliseconds: number): void {
    if (this.#pauseLeft(now) >= milliseconds) return;
    this.#pausedAt = now;
    this.#pausedUntil = now + milliseconds;
  }

  /** Milliseconds after which the window says nothing any more. */
  lifetime(now: number): number {
    return Math.max(this.#interval, this.#pauseLeft(now));
  }

  /**
   * The time in the window, which never goes back: the clocks of instances that share it differ a little. A clock that was
   * set back further must not lock anybody out, so the window starts anew then.
   */
  #toOwnTime(now: number): number {
    const last = this.#moments.at(-1)?.time ?? now;
    if (last - now <= this.#interval) return Math.max(last, now);
    this.#moments = [];
    return now;
  }

  /** Milliseconds. A pause that begins in the future by more than clocks differ ends, as {@link #toOwnTime} says. */
  #pauseLeft(now: number): number {
    return this.#pausedAt - now <= this.#interval ? this.#pausedUntil - now : 0;
  }

  #add(now: number): void {
    const last = this.#moments.at(-1);
    const toPart = (time: number) => Math.floor((time * PARTS) / this.#interval);
    const isSame = last?.time === now || (this.#moments.length >= MAX_EXACT && toPart(last?.time ?? 0) === toPart(now));
    if (last === undefined || !isSame) this.#moments.push({ time: now, count: 1 });
    // Those before it leave the interval a little later than they could.
    else Object.assign(last, { time: now, count: last.count + 1 });
  }

  /** The time of the request that `older` ones came before. */
  #findTime(older: number, now: number): number {
    let passed = 0;
    return this.#moments.find(({ count }) => (passed += count) > older)?.time ?? now;
  }

  #forget(now: number): void {
    const first = this.#moments.findIndex(({ time }) => time > now - this.#interval);
    this.#moments = first === -1 ? [] : this.#moments.slice(first);
  }
}
