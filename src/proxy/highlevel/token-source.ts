import { DeadlineError } from './deadline.js';
import type { Deadline } from './deadline.js';
import type { GetToken } from '../options.js';
import { Refusal } from '../refusal.js';
import type { Session } from '../session/session.js';

/** A call of `getToken`. */
interface Call {
  readonly token: Promise<string>;
  /** When requests no longer join it, but make their own. */
  sharedUntil: number;
}

/** Requests of one location that are under way, and what they share. */
interface Flight {
  requests: number;
  /** By session: `getToken` may refuse one user what it gives another. */
  readonly asking: Map<string, Call>;
  renewal?: { readonly rejected: string; readonly call: Call };
}

/** Visible ASCII, as a header takes it. */
const TOKEN_PATTERN = /^[\x21-\x7e]{1,8192}$/;

function refuseToken(problem: string, cause?: unknown): Refusal {
  return new Refusal(502, 'upstream_error', `The HighLevel token could not be had: \`getToken\` ${problem}.`, {
    cause,
  });
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
 *
 * @param timeout Time for one request, in ms. A call that has not come back by then is not waited for by the next
 *   request as well; one that is younger is, though a request that joined it late has given up on it.
 */
export function createTokenSource(getToken: GetToken, timeout: number): WithToken {
  const flights = new Map<string, Flight>();

  async function ask(session: Session, refresh: boolean): Promise<string> {
    let token: unknown;
    try {
      token = await getToken(session, { refresh });
    } catch (cause) {
      throw refuseToken('failed', cause);
    }
    // A file or a variable that holds it mostly ends with a line break.
    const text = typeof token === 'string' ? token.trim() : '';
    if (text === '') throw refuseToken('returned none');
    if (TOKEN_PATTERN.test(text)) return text;
    throw refuseToken('returned one with a space, a line break or a letter that no header can carry');
  }

  function startCall(session: Session, refresh: boolean): Call {
    const call: Call = { token: ask(session, refresh), sharedUntil: performance.now() + timeout };
    call.token.then(
      () => (call.sharedUntil = Infinity),
      () => (call.sharedUntil = 0),
    );
    return call;
  }

  function isShared(call: Call | undefined): call is Call {
    return call !== undefined && performance.now() < call.sharedUntil;
  }

  function askOnce(flight: Flight, session: Session): Call {
    const key = JSON.stringify(session);
    const running = flight.asking.get(key);
    if (isShared(running)) return running;
    const call = startCall(session, false);
    flight.asking.set(key, call);
    const forget = () => flight.asking.get(key) === call && flight.asking.delete(key);
    call.token.then(forget, forget);
    return call;
  }

  function renewOnce(flight: Flight, session: Session, rejected: string): Call {
    if (flight.renewal?.rejected === rejected && isShared(flight.renewal.call)) return flight.renewal.call;
    const call = startCall(session, true);
    flight.renewal = { rejected, call };
    return call;
  }

  async function waitFor({ token }: Call, deadline: Deadline): Promise<string> {
    try {
      return await deadline.race(token);
    } catch (error) {
      if (error instanceof DeadlineError) throw refuseToken('did not answer in time');
      throw error;
    }
  }

  function join(locationId: string): Flight {
    const flight = flights.get(locationId) ?? { requests: 0, asking: new Map<string, Call>() };
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
      const token = await waitFor(askOnce(flight, session), deadline);
      const answer = await send(token);
      if (!isTokenRejected(answer)) return answer;
      const renewal = renewOnce(flight, session, token);
      const renewed = await waitFor(renewal, deadline);
      const secondAnswer = renewed === token ? answer : await send(renewed);
      // Under steady traffic the flight never ends: a renewal that did not help must not be handed out for ever.
      if (isTokenRejected(secondAnswer)) renewal.sharedUntil = 0;
      return secondAnswer;
    } finally {
      leave(session.locationId, flight);
    }
  };
}
