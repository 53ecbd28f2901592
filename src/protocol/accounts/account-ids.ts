import { dropUndefined } from '../drop-undefined.js';
import { pickFields, platformId } from '../fields.js';
import { ownField } from '../own-field.js';
import type { AvailableAccount } from './available-accounts.js';

/**
 * The ids of a connected account. They are not interchangeable.
 *
 * | field | id of | HighLevel's name | used for |
 * | --- | --- | --- | --- |
 * | `loginId` | the login | `oauthId`, `oAuthId` | details, attaching |
 * | `originId` | the account at its platform | `originId` | finding the account at the platform |
 * | `recordId` | the account at HighLevel | `_id` | support requests, logs |
 * | `listId` | the entry in the location's list | `id` of the list, `oldId` | disconnecting, posting (`accountIds`) |
 */
export interface AccountIds {
  /** The `accountId` of the connection. */
  readonly loginId: string;
  /** The id of the available account, unless HighLevel changed it on attaching. */
  readonly originId: string;
  /** Absent if HighLevel did not return it. */
  readonly recordId?: string;
  /** Absent if HighLevel did not return it; the location's list has it then. */
  readonly listId?: string;
}

const ID_FIELDS = { _id: platformId, oldId: platformId, originId: platformId };

/** Reads the ids of an attached account from HighLevel's response to attaching it. What is missing there is left out. */
export function getAccountIds(loginId: string, { id }: AvailableAccount, response: unknown): AccountIds {
  const results = pickFields(ownField(response, 'results'), ID_FIELDS);
  const originId = results?.originId ?? id;
  return Object.freeze(dropUndefined({ loginId, originId, recordId: results?._id, listId: results?.oldId }));
}
