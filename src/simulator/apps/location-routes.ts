import type { Context } from '../context.js';
import { createFailure, createJsonResponse } from '../responses.js';
import { describeToken, readFields } from './token-endpoint.js';

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 20;

/** The company whose access token the request carries, or the failure to answer with. */
function readCompany({ request, url, apps }: Context): string | Response {
  const version = request.headers.get('Version');
  if (version === null) return createFailure(401, 'version header was not found.');
  if (version === 'v3') {
    const path = `Endpoint ${url.pathname} not available in API version v3.`;
    return createFailure(400, `${path} This endpoint was removed in version v3. Please use a version before v3.`);
  }
  if (version !== '2021-07-28') return createFailure(400, 'version header is invalid.');
  const token = /^Bearer (\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1] ?? '';
  const installer = apps.registry.findAccess(token);
  if (installer === undefined) return createFailure(401, 'Invalid JWT');
  if (installer.locationId !== undefined) return createFailure(403, 'This route is for the token of a company.');
  return installer.companyId;
}

/** `POST /oauth/locationToken`: exchanges a company's access token for that of one of its locations. */
export async function handleLocationToken(context: Context): Promise<Response> {
  const { apps } = context;
  const companyId = readCompany(context);
  if (companyId instanceof Response) return companyId;
  const fields = await readFields(context);
  const problems = ['companyId', 'locationId'].filter((name) => !fields.get(name));
  if (problems.length > 0)
    return createFailure(
      422,
      problems.map((name) => `${name} should not be empty`),
    );
  const installer = { companyId, locationId: fields.get('locationId') ?? '' };
  const isIncluded = apps.registry.locationsOf(companyId)?.has(installer.locationId) === true;
  if (!isIncluded || fields.get('companyId') !== companyId) return createFailure(400, 'Location not found');
  if (apps.registry.isPaused(installer)) return createFailure(400, 'Location is not active');
  const token = apps.registry.issueAccess(installer, apps.tokenLifetime);
  return createJsonResponse(200, describeToken(installer, token, 'oauth.write', apps.tokenLifetime));
}

function readCount(text: string | null, fallback: number): number {
  const count = Number(text ?? fallback);
  return Number.isInteger(count) && count >= 0 ? count : fallback;
}

/** `GET /oauth/installedLocations`: the locations of a company, and whether the app is installed there. */
export function handleInstalledLocations(context: Context): Response {
  const { url, apps } = context;
  const companyId = readCompany(context);
  if (companyId instanceof Response) return companyId;
  const query = url.searchParams;
  const problems = ['companyId', 'appId'].filter((name) => !query.get(name));
  if (problems.length > 0)
    return createFailure(
      422,
      problems.map((name) => `${name} should not be empty`),
    );
  const { clientId } = apps.settings;
  const isApp =
    clientId === undefined || clientId === query.get('appId') || clientId.startsWith(`${query.get('appId')}-`);
  if (query.get('companyId') !== companyId || !isApp) return createFailure(400, 'This app is not installed there.');
  const installed = apps.registry.locationsOf(companyId) ?? new Set<string>();
  const known = new Set([...installed, ...(companyId === apps.settings.companyId ? apps.settings.locations : [])]);
  const wanted = query.get('isInstalled');
  const wantedId = query.get('locationId');
  const all = [...known]
    .filter((id) => wanted === null || installed.has(id) === (wanted === 'true'))
    .filter((id) => wantedId === null || id === wantedId);
  const skip = readCount(query.get('skip'), 0);
  const limit = Math.min(readCount(query.get('limit'), DEFAULT_LIMIT), MAX_LIMIT);
  const locations = all
    .slice(skip, skip + limit)
    .map((_id) => ({ _id, name: `Location ${_id}`, address: '', isInstalled: installed.has(_id) }));
  return createJsonResponse(200, { locations, count: all.length, installToFutureLocations: false });
}
