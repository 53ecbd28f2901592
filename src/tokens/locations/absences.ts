import { SocialConnectError } from '../../errors.js';
import type { Absence, Records } from '../storage/records.js';

/** HighLevel tells by a webhook what changes; without one, a new installation is found after this time. */
const TTL_S = 60;
/** A company that could not be asked may answer soon. */
const FAILURE_TTL_S = 10;

/**
 * Runs `search`, unless the same search found nothing a moment ago: it asks HighLevel about hundreds of companies, and
 * requests for a location without the app may come at any rate. All instances share the answer.
 *
 * @param id Names the search.
 * @param basis What is known before it; a change of it makes an answer void.
 */
export async function searchOnce(
  records: Records,
  id: string,
  basis: string,
  search: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const absence = (await records.read('absence', id))?.value;
  if (absence?.basis === basis) {
    const { failure } = absence;
    if (failure === undefined) return undefined;
    throw new SocialConnectError(failure.code, failure.message, failure);
  }

  const note = (failure?: Absence['failure']) =>
    records.write('absence', id, { basis, failure }, { ttl: failure === undefined ? TTL_S : FAILURE_TTL_S });
  try {
    const found = await search();
    if (found === undefined) await note();
    return found;
  } catch (error) {
    if (error instanceof SocialConnectError) {
      const { code, message, status, retryAfter } = error;
      await note({ code, message, status, retryAfter });
    }
    throw error;
  }
}
