import { withDeadline } from './deadline.js';
import type { GetToken } from './options.js';
import { Refusal } from './refusal.js';
import type { Session } from './session.js';

/** Requests of one location that are under way, and what they share. */
interface Flight {
  requests: number;
  asking?: Promise<string> | undefined;
  refreshing?: { readonly rejected: string; readonly token: Promise<string> } | undefined;
}

/** Visible ASCII, as a header takes it. */
const TOKEN_PATTERN = /^[\x21-\x7e]{1,8192}$/;

/** Runs a request with the token of the session's location. */
export type WithToken = <Answer>(
  session: Session,
  send: (token: string) => Promise<Answer>,
  isTokenRejected: (answer: Answer) => boolean,
) => Promise<Answer>;

/**
 * Lets requests of one location share the asking for a token and its renewal: refresh tokens rotate, so two renewals at
 * once would spoil each other. A request that was refused after the renewal of the very token it had used takes the
 * renewed one. Nothing is kept once the last request of the location is answered.
 */
export function createTokenSource(getToken: GetToken, timeout: number): WithToken {
  const flights = new Map<string, Flight>();

  async function ask(session: Session, refresh: boolean): Promise<string> {
    const asked = withDeadline(timeout, async () => getToken(session, { refresh }));
    const token = await asked.catch(() => {
      throw new Refusal(502, 'upstream_error', 'The HighLevel token could not be had: `getToken` failed.');
    });
    if (typeof token === 'string' && TOKEN_PATTERN.test(token)) return token;
    throw new Refusal(502, 'upstream_error', 'The HighLevel token could not be had: `getToken` returned none.');
  }

  function askOnce(flight: Flight, session: Session): Promise<string> {
    flight.asking ??= ask(session, false).finally(() => (flight.asking = undefined));
    return flight.asking;
  }

  function renewOnce(flight: Flight, session: Session, rejected: string): Promise<string> {
    if (flight.refreshing?.rejected === rejected) return flight.refreshing.token;
    const token = ask(session, true).catch((error: unknown) => {
      flight.refreshing = undefined;
      throw error;
    });
    flight.refreshing = { rejected, token };
    return token;
  }

  function join(locationId: string): Flight {
    const flight = flights.get(locationId) ?? { requests: 0 };
    flight.requests += 1;
    flights.set(locationId, flight);
    return flight;
  }

  function leave(locationId: string, flight: Flight): void {
    flight.requests -= 1;
    if (flight.requests === 0) flights.delete(locationId);
  }

  return async (session, send, isTokenRejected) => {
    const flight = join(session.locationId);
    try {
      const token = await askOnce(flight, session);
      const answer = await send(token);
      if (!isTokenRejected(answer)) return answer;
      const renewed = await renewOnce(flight, session, token);
      const secondAnswer = renewed === token ? answer : await send(renewed);
      // Under steady traffic the flight never ends: a renewal that did not help must not be handed out for ever.
      if (isTokenRejected(secondAnswer)) flight.refreshing = undefined;
      return secondAnswer;
    } finally {
      leave(session.locationId, flight);
    }
  };
}
