import { readCappedText } from '../../http/read-body.js';
import { isAttachable } from '../../protocol/platforms.js';
import { createAccounts } from '../data/invented-accounts.js';
import { isApiVersion } from './access.js';
import { parseAttachBody } from './attach-body.js';
import type { Call } from '../context.js';
import { createConnectedAccount } from '../data/connected-accounts.js';
import { MESSAGE_NAMES } from './details.js';
import { findLogin } from './find-login.js';
import { createFailure, createJsonResponse } from '../responses.js';

const MAX_BODY_BYTES = 65_536;

/** Gives `undefined` for what is too long, breaks off or is no JSON. */
async function readJson({ body }: Request): Promise<unknown> {
  try {
    return JSON.parse(await readCappedText(body, MAX_BODY_BYTES));
  } catch {
    return undefined;
  }
}

/** Attaches one account of a login to the location (step 3). */
export async function answerAttach(call: Call): Promise<Response> {
  const login = findLogin(call);
  if (login instanceof Response) return login;

  const { request, url, settings, store } = call;
  const { platform, locationId } = login;
  const version = request.headers.get('version');
  if (!isAttachable(platform) || !isApiVersion(version)) return createFailure(404, `Cannot POST ${url.pathname}`);

  const body = parseAttachBody(platform, version, await readJson(request));
  if (Array.isArray(body)) return createFailure(422, body);

  const account = createAccounts(platform, settings.accounts).find(({ originId, urn, pageId }) => {
    return (
      originId === body.key ||
      (platform === 'linkedin' && urn === body.key) ||
      (platform === 'instagram' && pageId === body.key)
    );
  });
  if (!account) return createFailure(422, ['originId must be an account of this login']);

  const connected = createConnectedAccount({ platform, locationId, oauthId: login.id, account, type: body.type });
  store.putAccount(locationId, connected);
  const { recordId, id, oauthId, originId, type, name, avatar, meta, createdAt, updatedAt, deleted } = connected;
  return createJsonResponse(201, {
    success: true,
    statusCode: 201,
    message: `Added ${MESSAGE_NAMES[platform]} Account`,
    results: {
      _id: recordId,
      oAuthId: oauthId,
      oldId: id,
      locationId,
      originId,
      platform,
      type,
      name,
      avatar,
      meta,
      active: true,
      deleted,
      createdAt,
      updatedAt,
    },
  });
}
