import { DeadlineError } from './deadline.js';
import type { Deadline } from './deadline.js';
import type { GetToken } from './options.js';
import { Refusal } from './refusal.js';
import type { Session } from './session.js';

/** Requests of one location that are under way, and what they share. */
interface Flight {
  requests: number;
  /** By session: `getToken` may refuse one user what it gives another. */
  readonly asking: Map<string, Promise<string>>;
  refreshing?: { readonly rejected: string; readonly token: Promise<string> } | undefined;
}

/** Visible ASCII, as a header takes it. */
const TOKEN_PATTERN = /^[\x21-\x7e]{1,8192}$/;

function refuseToken(problem: string): Refusal {
  return new Refusal(502, 'upstream_error', `The HighLevel token could not be had: \`getToken\` ${problem}.`);
}

/** Runs a request with the token of the session's location. */
export type WithToken = <Answer>(
  session: Session,
  deadline: Deadline,
  send: (token: string) => Promise<Answer>,
  isTokenRejected: (answer: Answer) => boolean,
) => Promise<Answer>;

/**
 * Lets requests of one session share the asking for a token, and those of one location its renewal: refresh tokens rotate,
 * so two renewals at once would spoil each other. A request that was refused after the renewal of the very token it had used takes the
 * renewed one. Nothing is kept once the last request of the location is answered.
 */
export function createTokenSource(getToken: GetToken): WithToken {
  const flights = new Map<string, Flight>();

  async function ask(session: Session, refresh: boolean): Promise<string> {
    let token: unknown;
    try {
      token = await getToken(session, { refresh });
    } catch {
      throw refuseToken('failed');
    }
    if (typeof token === 'string' && TOKEN_PATTERN.test(token)) return token;
    throw refuseToken('returned none');
  }

  function askOnce(flight: Flight, session: Session): Promise<string> {
    const key = JSON.stringify(session);
    const asking = flight.asking.get(key) ?? ask(session, false).finally(() => flight.asking.delete(key));
    flight.asking.set(key, asking);
    return asking;
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

  /** A call that does not come back must not be waited for by the next request as well. */
  async function waitFor(token: Promise<string>, flight: Flight, deadline: Deadline): Promise<string> {
    try {
      return await deadline.race(token);
    } catch (error) {
      if (!(error instanceof DeadlineError)) throw error;
      flight.asking.clear();
      flight.refreshing = undefined;
      throw refuseToken('did not answer in time');
    }
  }

  function join(locationId: string): Flight {
    const flight = flights.get(locationId) ?? { requests: 0, asking: new Map<string, Promise<string>>() };
    flight.requests += 1;
    flights.set(locationId, flight);
    return flight;
  }

  function leave(locationId: string, flight: Flight): void {
    flight.requests -= 1;
    if (flight.requests === 0) flights.delete(locationId);
  }

  return async (session, deadline, send, isTokenRejected) => {
    const flight = join(session.locationId);
    try {
      const token = await waitFor(askOnce(flight, session), flight, deadline);
      const answer = await send(token);
      if (!isTokenRejected(answer)) return answer;
      const renewed = await waitFor(renewOnce(flight, session, token), flight, deadline);
      const secondAnswer = renewed === token ? answer : await send(renewed);
      // Under steady traffic the flight never ends: a renewal that did not help must not be handed out for ever.
      if (isTokenRejected(secondAnswer)) flight.refreshing = undefined;
      return secondAnswer;
    } finally {
      leave(session.locationId, flight);
    }
  };
}
