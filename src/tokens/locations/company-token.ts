import { TokenRefusal } from '../highlevel/refusal.js';
import type { Installations } from '../refresh/installations.js';

/**
 * Calls HighLevel with a company's access token, and once more with another one if HighLevel no longer accepts it.
 *
 * @returns `undefined` if the company has not installed the app.
 */
export async function withCompanyToken<Result>(
  installations: Installations,
  companyId: string,
  call: (companyToken: string) => Promise<Result>,
): Promise<Result | undefined> {
  const company = await installations.get('company', companyId);
  if (company === undefined) return undefined;
  try {
    return await call(company.accessToken);
  } catch (error) {
    if (!(error instanceof TokenRefusal) || error.reason !== 'token') throw error;
    const renewed = await installations.get('company', companyId, company.accessToken);
    return renewed && (await call(renewed.accessToken));
  }
}
