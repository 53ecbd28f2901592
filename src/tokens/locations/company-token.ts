import type { RateLimits } from '../highlevel/rate-limits.js';
import { TokenRefusal } from '../highlevel/refusal.js';
import type { Installations } from '../refresh/installations.js';

/**
 * Calls HighLevel with a company's access token, and once more with another one if HighLevel no longer accepts it.
 *
 * @returns `undefined` if the company has not installed the app.
 */
export type WithCompanyToken = <Result>(
  companyId: string,
  call: (companyToken: string) => Promise<Result>,
) => Promise<Result | undefined>;

/** Creates the calls with the tokens of an app's companies. */
export function createWithCompanyToken(installations: Installations, rateLimits: RateLimits): WithCompanyToken {
  async function callWithin<Result>(companyId: string, call: () => Promise<Result>): Promise<Result> {
    const name = `company:${companyId}`;
    await rateLimits.check(name);
    try {
      return await call();
    } catch (error) {
      await rateLimits.note(name, error);
      throw error;
    }
  }

  return async (companyId, call) => {
    const company = await installations.get('company', companyId);
    if (company === undefined) return undefined;
    try {
      return await callWithin(companyId, () => call(company.accessToken));
    } catch (error) {
      if (!(error instanceof TokenRefusal) || error.reason !== 'token') throw error;
      const renewed = await installations.get('company', companyId, company.accessToken);
      return renewed && (await callWithin(companyId, () => call(renewed.accessToken)));
    }
  };
}
