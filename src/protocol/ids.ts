/** Ids of locations and users, as HighLevel makes them: letters, digits, `_` and `-`, at most 128. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,128}$/;

/** Ids of accounts: as {@link ID_PATTERN}, and also `:` and `.` (LinkedIn's urns), never `.` or `..` alone or within. */
export const ACCOUNT_ID_PATTERN = /^(?!\.$|.{0,127}\.\.)[A-Za-z0-9_:.-]{1,128}$/;
