import { loadPart } from '../../connect/load-part.js';
import type * as sessionPart from './follow-session.js';
import type { SessionController, SessionHost } from './session-host.js';
import type { SessionOptions } from './session-options.js';

let part: typeof sessionPart | undefined;

const load = async () => (part ??= await loadPart('session', () => import('./follow-session.js')));

/** The options of `host`, with the source of session tokens that `session` names. The code for that loads on demand. */
export function useSession<Options extends SessionOptions>(host: SessionHost, options: Options): Options {
  if (!options.session) return options;
  return {
    ...options,
    sessionToken: undefined,
    checkSession: () => part?.checkSession(host, options),
    getUser: () => part?.openSession(options).user(),
    getSessionToken: async () => (await load()).getSessionToken(host, options),
  };
}

/** Prepares the session of `host`, and lets `controller` follow the location of the moment. */
export function followSession(host: SessionHost, controller: SessionController): void {
  // A failure is reported when a request needs the session.
  load().then(
    ({ follow }) => follow(host, controller),
    () => undefined,
  );
}
