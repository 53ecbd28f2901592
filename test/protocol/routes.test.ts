import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildPath,
  LIST_ROUTE,
  LISTED_ACCOUNT_ROUTE,
  LOGIN_ROUTE,
  matchPath,
  OLD_GOOGLE_LOGIN_ROUTE,
  START_ROUTE,
  upstreamAccountPath,
} from '../../src/protocol/routes.js';

const ROUTES = [START_ROUTE, LOGIN_ROUTE, OLD_GOOGLE_LOGIN_ROUTE, LIST_ROUTE, LISTED_ACCOUNT_ROUTE];

/** Values of a segment; an empty one names nothing. */
const segment = fc.string({ minLength: 1, unit: 'grapheme' });

describe('the routes', () => {
  it('match what they build, and no other route does', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROUTES), segment, segment, segment, (route, locationId, platform, accountId) => {
        // Not the words of the routes, which would make a path that two of them describe.
        fc.pre(![locationId, platform, accountId].some((value) => /^(?:oauth|start|accounts|locations)$/.test(value)));
        const values = { locationId, platform, accountId };
        const path = buildPath(route, values);
        for (const other of ROUTES) {
          const found: Record<string, string> | undefined = matchPath(other, path);
          if (other !== route) expect(found).toBeUndefined();
          else {
            for (const [name, value] of Object.entries(found ?? {})) {
              expect(decodeURIComponent(value)).toBe(values[name as keyof typeof values]);
            }
            expect(found).toBeDefined();
          }
        }
      }),
    );
  });

  it('keep a value in its segment', () => {
    expect(buildPath(LIST_ROUTE, { locationId: '../x?y#z/%2f$&' })).toBe('..%2Fx%3Fy%23z%2F%252f%24%26/accounts');
  });

  it.each(['', 'accounts', '//accounts', 'a/accounts/', 'a/accounts/b', 'a/b/accounts', 'a/Accounts'])(
    'the list does not match %j',
    (path) => {
      expect(matchPath(LIST_ROUTE, path)).toBeUndefined();
    },
  );

  it("version 2021-07-28 has Google's logins below locations, and no others", () => {
    expect(upstreamAccountPath('2021-07-28', 'l', 'google', 'a')).toBe('oauth/l/google/locations/a');
    expect(upstreamAccountPath('v3', 'l', 'google', 'a')).toBe('oauth/l/google/accounts/a');
    expect(upstreamAccountPath('2021-07-28', 'l', 'facebook', 'a')).toBe('oauth/l/facebook/accounts/a');
  });
});
