import * as z from 'zod/mini';
import { reduceAccountEntry, reduceLocation } from './account-entry.js';
import type { AvailableAccount } from './available-accounts.js';
import { reduceEnvelope } from './envelope.js';
import type { Envelope } from './envelope.js';
import { isAttachable } from '../platforms.js';
import type { AttachablePlatform, Platform } from '../platforms.js';
import { flag, httpsUrl, MAX_TEXT_LENGTH, ORIGIN_ID_PATTERN, originId, reduceObject, text } from '../fields.js';
import type { Reduced } from '../fields.js';

type AttachFields = Record<string, unknown>;

function createGoogleBody({ id, name, source }: AvailableAccount): AttachFields {
  const { location, account } = reduceAccountEntry(source) ?? {};
  return {
    location: { ...location, name: location?.name ?? id, title: location?.title ?? name },
    account: {
      name: account?.name ?? '',
      accountName: account?.accountName ?? '',
      type: account?.type ?? 'PERSONAL',
      verificationState: account?.verificationState ?? 'UNVERIFIED',
      vettedState: account?.vettedState ?? 'NOT_VETTED',
    },
  };
}

function createLinkedInBody({ id, kind, source }: AvailableAccount): AttachFields {
  const isProfile = kind === 'profile';
  const urn = id.startsWith('urn:') ? id : `urn:li:${isProfile ? 'person' : 'organization'}:${id}`;
  return { type: isProfile ? 'profile' : 'page', urn: originId(source.urn) ?? urn };
}

/**
 * What the body of an attach has besides `originId`, `name` and `avatar`.
 * Source: `Attach*DTO` of the Social Planner OpenAPI description, version v3; the fields it requires are always there.
 */
const ATTACH_FIELDS: Readonly<Record<AttachablePlatform, (account: AvailableAccount) => AttachFields>> = {
  facebook: () => ({ type: 'page' }),
  instagram: ({ source }) => ({ pageId: originId(source.pageId) ?? '' }),
  linkedin: createLinkedInBody,
  tiktok: ({ kind, verified, username }) => ({
    type: kind === 'business' ? 'business' : 'profile',
    verified,
    username,
  }),
  google: createGoogleBody,
  youtube: ({ verified, username }) => ({ type: 'profile', verified, username }),
  pinterest: ({ username, source }) => ({ username, websiteUrl: httpsUrl(source.websiteUrl) }),
  threads: () => ({ type: 'profile' }),
};

/**
 * Writes the body that attaches `account`, as its platform wants it.
 *
 * @returns The body for JSON; `undefined` for a platform whose accounts nothing attaches.
 */
export function createAttachBody(platform: Platform, account: AvailableAccount): AttachFields | undefined {
  if (!isAttachable(platform)) return undefined;
  const fields = ATTACH_FIELDS[platform](account);
  if (platform === 'google') return fields;
  return { originId: account.id, name: account.name, avatar: account.avatar ?? '', ...fields };
}

const createSchemas = () => {
  const string = z.string().check(z.maxLength(MAX_TEXT_LENGTH));
  const optionalString = z.optional(string);
  const id = z.string().check(z.regex(ORIGIN_ID_PATTERN));
  const url = z.string().check(z.refine((value) => value === '' || httpsUrl(value) !== undefined));
  const account = { originId: id, name: string, avatar: url };
  const profile = { ...account, verified: z.optional(z.boolean()), username: optionalString };
  const business = { name: string, accountName: string, type: string, verificationState: string, vettedState: string };
  const loose = { originId: id, name: optionalString, avatar: z.optional(url) };
  return {
    facebook: z.object({ ...account, type: z.literal('page') }),
    instagram: z.object({ ...loose, pageId: string }),
    linkedin: z.object({ ...account, type: z.enum(['page', 'profile']), urn: id }),
    tiktok: z.object({ ...profile, type: z.enum(['profile', 'business']) }),
    google: z.object({
      location: z.pipe(z.transform(reduceLocation), z.looseObject({ name: id, title: string })),
      account: z.object(business),
    }),
    youtube: z.object({ ...profile, type: z.literal('profile') }),
    pinterest: z.object({ ...loose, username: optionalString, websiteUrl: z.optional(url) }),
    threads: z.object({ ...account, type: z.literal('profile') }),
  } satisfies Record<AttachablePlatform, unknown>;
};
let schemas: ReturnType<typeof createSchemas> | undefined;

/**
 * Reads the body of an attach that somebody sent: the fields its platform knows, and no others.
 *
 * @returns A new object; `undefined` if a required field is missing or any known one is not what it should be.
 */
export function reduceAttachBody(platform: AttachablePlatform, body: unknown): AttachFields | undefined {
  return (schemas ??= createSchemas())[platform].safeParse(body).data;
}

const RESULT_FIELDS = {
  _id: originId,
  oAuthId: originId,
  oldId: originId,
  locationId: originId,
  originId,
  platform: text,
  type: text,
  name: text,
  avatar: httpsUrl,
  active: flag,
  deleted: flag,
  createdAt: text,
  updatedAt: text,
};

/** HighLevel's answer to an attach, reduced to known fields. */
export type AttachResponse = Envelope<Reduced<typeof RESULT_FIELDS>>;

/**
 * Reduces HighLevel's answer to an attach to known fields.
 *
 * @throws {SocialConnectError} `invalid_response` if it is no envelope, `upstream_error` if it says that it failed.
 */
export function reduceAttachResponse(response: unknown): AttachResponse {
  return reduceEnvelope(response, (results) => reduceObject(results, RESULT_FIELDS));
}
