/** Ids of HighLevel's locations and users: 1 to 128 letters, digits, `_` or `-`. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * Ids of logins and of connected accounts: {@link ID_PATTERN} and `:` and `.`, which LinkedIn's URNs contain.
 * An id is a path segment, so `.` alone and `..` anywhere are excluded.
 */
export const ACCOUNT_ID_PATTERN = /^(?!\.$|.{0,127}\.\.)[A-Za-z0-9_:.-]{1,128}$/;
