import { DOMAIN_PATTERN } from '../../protocol/domain.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownOptions } from '../../protocol/own-options.js';
import { isSessionId } from '../session/session.js';
import { decryptSaltedPayload } from './salted-payload.js';

/**
 * Who uses HighLevel, and where, as HighLevel's user context says it.
 *
 * `role`, `type` and `isAgencyOwner` are left out on purpose: the payload is not authenticated, and a person can add such
 * a field to a payload of their own.
 *
 * Source: https://marketplace.gohighlevel.com/docs/other/user-context-marketplace-apps
 */
export interface UserContext {
  readonly userId: string;
  readonly companyId: string;
  /** The location (sub-account) that is open. Absent in the agency's own pages, which belong to no location. */
  readonly locationId?: string;
  /** Domain of the agency's white-label app, lower case, without a scheme. */
  readonly whiteLabelDomain?: string;
}

/** The longest payload that is decrypted. HighLevel's have less than 1 000 characters. */
const MAX_PAYLOAD_LENGTH = 8_192;

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

/** HighLevel gives a bare domain, and in some places an address. */
function readDomain(details: unknown): string | undefined {
  const domain = isRecord(details) ? ownOptions(details).domain : undefined;
  if (typeof domain !== 'string') return undefined;
  const bare = domain
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/$/, '');
  return DOMAIN_PATTERN.test(bare) ? bare : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads the decrypted user context, field by field.
 *
 * @returns `undefined` if it is not JSON, or an id is missing or not one.
 */
export function parseUserContext(text: string): UserContext | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) return undefined;
  const { userId, companyId, activeLocation, whitelabelDetails } = ownOptions(value);
  if (!isSessionId(userId) || !isSessionId(companyId)) return undefined;
  if (!isAbsent(activeLocation) && !isSessionId(activeLocation)) return undefined;
  const whiteLabelDomain = readDomain(whitelabelDetails);
  return ownOptions({
    userId,
    companyId,
    ...(isSessionId(activeLocation) && { locationId: activeLocation }),
    ...(whiteLabelDomain !== undefined && { whiteLabelDomain }),
  });
}

/**
 * Decrypts and reads the user context that HighLevel gives to the page of a marketplace app.
 *
 * @param payload The opaque text, as the page received it.
 * @param sharedSecrets The app's Shared Secret (Advanced Settings, Auth); while it is being rotated, the new one and the
 *   old one. Each is tried.
 * @returns `undefined` if the payload is not one, or was encrypted with another secret. The reason is not told, and every
 *   failure takes about the same time.
 */
export async function decryptUserContext(
  payload: string,
  sharedSecrets: readonly string[],
): Promise<UserContext | undefined> {
  const bounded = payload.length > MAX_PAYLOAD_LENGTH ? '' : payload;
  let found: UserContext | undefined;
  for (const secret of sharedSecrets) {
    const text = await decryptSaltedPayload(bounded, secret);
    const context = parseUserContext(text ?? '');
    found ??= context;
  }
  return found;
}
