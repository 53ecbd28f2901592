import type { TokenFault } from '../session/token-fault.js';

/** What the proxy and `sessionAuthorize` tell each other about a request. The host's `authorize` is between them. */
export interface RequestNotes {
  /** Finds the origin of the page, as the proxy determines it; `undefined` if it is unknown. */
  findPageOrigin: (() => string | undefined) | undefined;
  /** Whether `sessionAuthorize` looked for a session token. */
  wantsToken: boolean;
  /** Why `sessionAuthorize` refused the token. */
  fault: TokenFault | undefined;
}

/** By request, so that a host may wrap `sessionAuthorize`. Entries disappear with their requests. */
const notesByRequest = new WeakMap<Request, RequestNotes>();

/** The notes on a request, for reading and writing. */
export function notesOn(request: Request): RequestNotes {
  const known = notesByRequest.get(request);
  if (known) return known;
  const notes: RequestNotes = { findPageOrigin: undefined, wantsToken: false, fault: undefined };
  notesByRequest.set(request, notes);
  return notes;
}
