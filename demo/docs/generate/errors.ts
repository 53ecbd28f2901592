import { readFileSync } from 'node:fs';
import type { SocialConnectErrorCode } from 'ghl-social-connect/connect';

/** What a developer does about a code. The compiler asks for a row where a code has none. */
const ADVICE: Readonly<Record<SocialConnectErrorCode, string>> = {
  invalid_config: 'Read the message: it names what to change.',
  popup_blocked: 'Call `connect()` inside a click. The element shows a link that works.',
  start_failed: 'Look at `error.cause`. With `getStartUrl`: answer within 10 s.',
  timed_out: 'Let the person try again; `timeout` is 10 minutes.',
  provider_error: 'Show `error.message`; the person tries again.',
  unauthorized: 'Sign in again. With status 502 in the proxy’s log: check the token.',
  forbidden:
    'Check the session’s location and platforms, the proxy’s `allowedOrigins`, and the scopes of the HighLevel token: the message names the one that is missing.',
  not_found: 'Check `proxy-url` and the location, and that the login still exists.',
  no_user_context:
    'Look at `error.reason`: open the page inside a sub-account of HighLevel, and check the option `userContext` of the proxy.',
  rate_limited: 'Wait `error.retryAfter` seconds.',
  upstream_error: 'Try again later; the proxy’s log has the status.',
  network_error: 'Check the network, the CORS headers and `proxy-url`.',
  invalid_response: 'Check that `proxy-url` is the proxy, and not a page.',
};

/** The codes and what they mean, read from the documentation of the class in `root`. */
export function readErrors(root: string): readonly (readonly [code: string, meaning: string, advice: string])[] {
  const text = readFileSync(`${root}src/errors.ts`, 'utf8');
  const rows = [...text.matchAll(/^ \* \| `(\w+)` \| (.+) \|$/gm)];
  const meanings = new Map(rows.map(([, code = '', meaning = '']) => [code, meaning]));
  return Object.entries(ADVICE).map(([code, advice]) => {
    const meaning = meanings.get(code);
    if (meaning === undefined) throw new Error(`src/errors.ts does not say what ${code} means.`);
    return [code, meaning.replace(/\{@link \w+\.(\w+)\}/, '`error.$1`'), advice];
  });
}
