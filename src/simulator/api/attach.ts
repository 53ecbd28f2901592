import { readCappedText } from '../../http/read-body.js';
import { isAttachable } from '../../protocol/platforms.js';
import type { Context } from '../context.js';
import { avatarUrl } from '../data/avatars.js';
import { createAccounts } from '../data/invented-accounts.js';
import type { SimulatedAccount } from '../data/records.js';
import { createSimulatedAccount } from '../data/simulated-accounts.js';
import { createFailure, createJsonResponse } from '../responses.js';
import { isApiVersion } from './access.js';
import { parseAttachBody } from './attach-body.js';
import { MESSAGE_NAMES } from './details.js';
import { findLogin } from './find-login.js';

const MAX_BODY_BYTES = 65_536;

/** Returns `undefined` for a body that is too long, breaks off or is not JSON. */
async function readJson({ body }: Request): Promise<unknown> {
  try {
    return JSON.parse(await readCappedText(body, MAX_BODY_BYTES));
  } catch {
    return undefined;
  }
}

function createResults(account: SimulatedAccount, locationId: string, context: Context): Record<string, unknown> {
  const { recordId, id, oauthId, originId, platform, type, name, meta, createdAt, updatedAt, deleted } = account;
  return {
    _id: recordId,
    oAuthId: oauthId,
    oldId: id,
    locationId,
    originId,
    platform,
    type,
    name,
    avatar: avatarUrl(context, account) ?? '',
    meta,
    active: true,
    deleted,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}

/** Attaches one account of a login to the location (step 3). */
export async function handleAttach(context: Context): Promise<Response> {
  const login = findLogin(context);
  if (login instanceof Response) return login;

  const { request, url, settings, store, clock } = context;
  const { platform, locationId, person } = login;
  const version = request.headers.get('Version');
  if (!isAttachable(platform) || !isApiVersion(version)) return createFailure(404, `Cannot POST ${url.pathname}`);

  const body = parseAttachBody(platform, version, await readJson(request));
  if (Array.isArray(body)) return createFailure(422, body);

  const account = createAccounts(platform, settings.accounts, person).find(({ originId, urn, pageId }) => {
    return (
      originId === body.key ||
      (platform === 'linkedin' && urn === body.key) ||
      (platform === 'instagram' && pageId === body.key)
    );
  });
  if (!account) return createFailure(422, ['originId must be an account of this login']);

  const attachment = { platform, locationId, oauthId: login.id, account, person, type: body.type };
  const created = createSimulatedAccount(attachment, clock.now());
  // Attaching again what is attached changes nothing.
  const attached = store.accountsOf(locationId).find(({ id, deleted }) => id === created.id && !deleted) ?? created;
  if (attached === created) store.putAccount(locationId, created);
  return createJsonResponse(201, {
    success: true,
    statusCode: 201,
    message: `Added ${MESSAGE_NAMES[platform]} Account`,
    results: createResults(attached, locationId, context),
  });
}
