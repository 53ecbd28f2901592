import { Pauses, tooManyRequests } from '../limits/pauses.js';
import { createRateLimit } from '../limits/rate-limit.js';

/** Refusals of payloads with one salt in 10 s, and exchanges of such payloads at a time. */
const MAX_GUESSES = 30;

/** Seconds without guesses after that. */
const PAUSE_S = 10;

/** How the base64 text of a payload begins: with "Salted__". Nothing else is ever accepted, so it is no guess. */
const START = 'U2FsdGVkX1';
/** So many characters of the base64 text are "Salted__" and the salt, but for its last two bits. */
const SALT_END = 21;

/**
 * Limits the guesses which change of a payload is accepted.
 *
 * Key and IV are derived from the salt, so whoever changes a payload of their own has to keep its salt: with another, all
 * of the text is random. The limit therefore counts by salt. One count for all callers would let anybody close the route
 * for everybody, and a person's own payload is known to nobody else.
 *
 * @param exchange Processes the payload. Only what fails is counted, so that a page may exchange one payload often.
 * @throws {ProxyError} 429 if there were too many guesses, else what `exchange` throws.
 */
export type LimitGuesses = <T>(payload: string, exchange: () => Promise<T>) => Promise<T>;

/** Creates a limit in this instance's memory. */
export function createGuessLimit(): LimitGuesses {
  const refusals = createRateLimit({ limit: MAX_GUESSES });
  const pauses = new Pauses();
  const running = new Map<string, number>();

  function begin(salt: string): void {
    pauses.check(salt);
    const count = running.get(salt) ?? 0;
    if (count >= MAX_GUESSES) throw tooManyRequests(1);
    running.set(salt, count + 1);
  }

  function end(salt: string): void {
    const count = running.get(salt) ?? 0;
    if (count > 1) running.set(salt, count - 1);
    else running.delete(salt);
  }

  return async (payload, exchange) => {
    if (!payload.startsWith(START)) return exchange();
    // Letter by letter: engines keep the whole text for a part of it.
    const salt = Array.from(payload.slice(0, SALT_END)).join('');
    begin(salt);
    try {
      return await exchange();
    } catch (error) {
      // Whatever the failure is: a host's function that fails for an unknown location says that the payload was read.
      const seconds = await refusals.take(salt, MAX_GUESSES);
      if (seconds > 0) pauses.set(salt, PAUSE_S);
      throw error;
    } finally {
      end(salt);
    }
  };
}
