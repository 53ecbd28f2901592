import * as z from 'zod/mini';
import {
  boolean,
  httpsUrl,
  isoTime,
  MAX_TEXT_LENGTH,
  pickFields,
  pictureUrl,
  PLATFORM_ID_PATTERN,
  platformId,
  replaceControls,
  trimmedText,
  type Picked,
} from '../fields.js';
import { isRecord } from '../is-record.js';
import { isAttachable, type AttachablePlatform, type Platform } from '../platforms.js';
import { pickAccountEntry, pickGoogleLocation } from './account-entry.js';
import type { AvailableAccount } from './available-accounts.js';
import { parseEnvelope, type Envelope } from './envelope.js';

type AttachFields = Record<string, unknown>;

function createGoogleBody({ id, name, source }: AvailableAccount): AttachFields {
  const entry = pickAccountEntry(source);
  return {
    location: { name: id, title: name, ...entry?.location },
    account: {
      name: '',
      accountName: '',
      type: 'PERSONAL',
      verificationState: 'UNVERIFIED',
      vettedState: 'NOT_VETTED',
      ...entry?.account,
    },
  };
}

function createLinkedInBody({ id, kind, source }: AvailableAccount): AttachFields {
  const isProfile = kind === 'profile';
  const urn = id.startsWith('urn:') ? id : `urn:li:${isProfile ? 'person' : 'organization'}:${id}`;
  return { type: isProfile ? 'profile' : 'page', urn: platformId(source.urn) ?? urn };
}

/**
 * The fields of an attach body besides `originId`, `name` and `avatar`. Every field that HighLevel requires is always set.
 * Source: `Attach*DTO` of the Social Planner OpenAPI description, version v3.
 */
const ATTACH_FIELDS: Readonly<Record<AttachablePlatform, (account: AvailableAccount) => AttachFields>> = {
  facebook: () => ({ type: 'page' }),
  instagram: ({ source }) => ({ pageId: platformId(source.pageId) ?? '' }),
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
 * Creates the body of the request that attaches `account`.
 *
 * @returns The body, to be sent as JSON; `undefined` for a platform that has no attach.
 */
export function createAttachBody(platform: Platform, given: AvailableAccount): AttachFields | undefined {
  if (!isAttachable(platform)) return undefined;
  // What a script has added to `Object.prototype` is no field of an account.
  const account = { __proto__: null, ...given, source: { __proto__: null, ...given.source } };
  const fields = ATTACH_FIELDS[platform](account);
  if (platform === 'google') return fields;
  return { originId: account.id, name: account.name, avatar: account.avatar ?? '', ...fields };
}

/** A URL, or an empty text. The result is the parsed URL: a parser ignores line breaks, and HighLevel may not. */
const createUrlSchema = (parse: (value: unknown) => string | undefined) =>
  z.string().check(
    z.refine((value) => value === '' || parse(value) !== undefined),
    z.overwrite((value) => parse(value) ?? ''),
  );

const createSchemas = () => {
  const string = z.string().check(z.maxLength(MAX_TEXT_LENGTH), z.overwrite(replaceControls));
  const optionalString = z.optional(string);
  const id = z.string().check(z.regex(PLATFORM_ID_PATTERN));
  const url = createUrlSchema(httpsUrl);
  const picture = createUrlSchema(pictureUrl);
  const account = { originId: id, name: string, avatar: picture };
  const profile = { ...account, verified: z.optional(z.boolean()), username: optionalString };
  const business = { name: string, accountName: string, type: string, verificationState: string, vettedState: string };
  const loose = { originId: id, name: optionalString, avatar: z.optional(picture) };
  return {
    facebook: z.object({ ...account, type: z.literal('page') }),
    instagram: z.object({ ...loose, pageId: string }),
    linkedin: z.object({ ...account, type: z.enum(['page', 'profile']), urn: id }),
    tiktok: z.object({ ...profile, type: z.enum(['profile', 'business']) }),
    google: z.object({
      location: z.pipe(z.transform(pickGoogleLocation), z.looseObject({ name: id, title: string })),
      account: z.object(business),
    }),
    youtube: z.object({ ...profile, type: z.literal('profile') }),
    pinterest: z.object({ ...loose, username: optionalString, websiteUrl: z.optional(url) }),
    threads: z.object({ ...account, type: z.literal('profile') }),
  } satisfies Record<AttachablePlatform, unknown>;
};
let schemas: ReturnType<typeof createSchemas> | undefined;

/**
 * Validates the body of an attach request and picks the fields that its platform knows.
 *
 * @returns A new object; `undefined` if a required field is missing or a known field is invalid.
 */
export function pickAttachBody(platform: AttachablePlatform, body: unknown): AttachFields | undefined {
  return (schemas ??= createSchemas())[platform].safeParse(body).data;
}

function readPath(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[String(key)] : undefined), body);
}

/**
 * Says why {@link pickAttachBody} refuses a body: which field is missing or invalid.
 *
 * @returns `undefined` if the body is valid.
 */
export function findAttachFault(platform: AttachablePlatform, body: unknown): string | undefined {
  if (!isRecord(body)) return 'The body is not a JSON object.';
  const { error } = (schemas ??= createSchemas())[platform].safeParse(body);
  const [issue] = error?.issues ?? [];
  if (issue === undefined) return undefined;
  const field = `The field \`${issue.path.join('.')}\` of the body`;
  return readPath(body, issue.path) === undefined ? `${field} is missing.` : `${field} is not valid.`;
}

const RESULT_FIELDS = {
  _id: platformId,
  oAuthId: platformId,
  oldId: platformId,
  locationId: platformId,
  originId: platformId,
  platform: trimmedText,
  type: trimmedText,
  name: trimmedText,
  avatar: pictureUrl,
  active: boolean,
  deleted: boolean,
  createdAt: isoTime,
  updatedAt: isoTime,
};

/** HighLevel's response to an attach, with its known fields only. */
export type AttachResponse = Envelope<Picked<typeof RESULT_FIELDS>>;

/**
 * Parses HighLevel's response to an attach.
 *
 * @throws {SocialConnectError} `invalid_response` if `response` is not an envelope, `upstream_error` if it reports a
 *   failure.
 */
export function parseAttachResponse(response: unknown): AttachResponse {
  return parseEnvelope(response, (results) => pickFields(results, RESULT_FIELDS));
}
