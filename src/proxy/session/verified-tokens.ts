import type { JWTPayload } from 'jose';

/** Tokens whose signature need not be verified again. What depends on the request or on the time is not remembered. */
export interface VerifiedTokens {
  /** The payload of exactly this token, if it was added. */
  find(token: string): JWTPayload | undefined;
  /** Adds a token that has passed every check. */
  add(token: string, payload: JWTPayload): void;
}

/** Each page has one token at a time, and most tokens live five minutes. */
const MAX_TOKENS = 10_000;
/** Characters of all tokens. A payload takes a small multiple of its token. */
const MAX_CHARACTERS = 4_000_000;

/**
 * Remembers tokens for one key and one set of options. Pages send the same token with several requests, and verifying a
 * signature takes more time than everything else that a request is checked for.
 *
 * The oldest tokens are forgotten first.
 */
export function createVerifiedTokens(maxTokens = MAX_TOKENS, maxCharacters = MAX_CHARACTERS): VerifiedTokens {
  const payloads = new Map<string, JWTPayload>();
  // One iterator for all: a new one would pass the places of all tokens that were forgotten before. No token moves to another
  // place, since a map whose places change keeps its old tables for an iterator that waits.
  const oldestFirst = payloads.keys();
  let characters = 0;

  return {
    find: (token) => payloads.get(token),
    add(token, payload) {
      if (payloads.has(token)) return;
      payloads.set(token, payload);
      characters += token.length;
      while (payloads.size > maxTokens || characters > maxCharacters) {
        const { value: oldest = token } = oldestFirst.next();
        payloads.delete(oldest);
        characters -= oldest.length;
      }
    },
  };
}
