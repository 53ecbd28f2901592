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
  let characters = 0;

  function forget(token: string): void {
    if (payloads.delete(token)) characters -= token.length;
  }

  return {
    find: (token) => payloads.get(token),
    add(token, payload) {
      forget(token);
      payloads.set(token, payload);
      characters += token.length;
      for (const oldest of payloads.keys()) {
        if (payloads.size <= maxTokens && characters <= maxCharacters) break;
        forget(oldest);
      }
    },
  };
}
