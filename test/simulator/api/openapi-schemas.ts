/** The part of JSON Schema (2020-12, as OpenAPI 3.1 has it) that the description uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly enum?: readonly (string | number | boolean)[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly anyOf?: readonly JsonSchema[];
}

const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };
const anyObject: JsonSchema = { type: 'object', additionalProperties: true };
const hexId: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{24}$' };
const time: JsonSchema = { type: 'string', format: 'date-time' };
const picture: JsonSchema = {
  type: 'string',
  description: 'An https: address, or one of the simulator on a loopback name, or nothing.',
  pattern: '^(https://.+|http://[a-z.]*localhost:[0-9]+/simulator/avatars/.+)?$',
};

type Properties = Readonly<Record<string, JsonSchema>>;

/** An object with these properties and no others. */
function exactly(required: Properties, optional: Properties = {}): JsonSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** A reference to one of {@link SCHEMAS}. */
export function refTo(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

function envelopeOf(results: JsonSchema): JsonSchema {
  return exactly({ success: flag, statusCode: { type: 'integer' }, message: text, results });
}

const entry = { id: text, name: text, isConnected: flag };
const avatar = { avatar: picture };

/** Every schema of the description, by name. Not exact about what a *body* may hold beyond the fields it names. */
export const SCHEMAS: Properties = {
  Failure: exactly(
    { statusCode: { type: 'integer' }, message: { anyOf: [text, listOf(text)] } },
    { error: { type: 'string', description: 'Name of the status; a 400 has none.' } },
  ),
  FacebookResults: exactly({ pages: listOf(exactly({ ...entry, isOwned: flag }, avatar)) }),
  InstagramResults: exactly({
    accounts: listOf(exactly({ ...entry, pageId: text }, { ...avatar, isBusinessAccount: flag })),
  }),
  GoogleLocation: exactly({
    location: exactly({
      name: { type: 'string', pattern: '^locations/' },
      storeCode: text,
      title: text,
      metadata: anyObject,
      storefrontAddress: anyObject,
      maxLocation: flag,
      isVerified: flag,
      isConnected: flag,
    }),
    account: exactly({ name: text, accountName: text, type: text, verificationState: text, vettedState: text }),
  }),
  GoogleResults: exactly({}, { locations: { anyOf: [refTo('GoogleLocation'), listOf(refTo('GoogleLocation'))] } }),
  LinkedInEntry: exactly({ id: text, name: text }, { ...avatar, urn: text, isConnected: flag }),
  LinkedInResults: exactly(
    { pages: listOf(refTo('LinkedInEntry')) },
    { profile: { anyOf: [refTo('LinkedInEntry'), listOf(refTo('LinkedInEntry'))] } },
  ),
  ProfileResults: exactly({
    profile: listOf(exactly({ ...entry, username: text }, { ...avatar, verified: flag, type: text, websiteUrl: text })),
  }),
  ChannelResults: exactly({ channels: listOf(exactly(entry, avatar)) }),
  FlatTikTokResults: exactly({}, { openId: text, displayName: text, avatarUrl: picture, isConnected: flag }),
  FlatPinterestResults: exactly(
    {},
    { id: text, username: text, businessName: text, avatar: picture, isConnected: flag },
  ),
  Details: envelopeOf({
    anyOf: [
      'FacebookResults',
      'InstagramResults',
      'GoogleResults',
      'LinkedInResults',
      'ProfileResults',
      'ChannelResults',
      'FlatTikTokResults',
      'FlatPinterestResults',
    ].map(refTo),
  }),
  AttachBody: {
    description: 'Facebook, LinkedIn, TikTok, YouTube, Pinterest and Threads name `originId`; Instagram `pageId`.',
    anyOf: [
      { type: 'object', required: ['originId'], properties: { originId: { type: 'string', minLength: 1 } } },
      { type: 'object', required: ['pageId'], properties: { pageId: { type: 'string', minLength: 1 } } },
      { type: 'object', required: ['location'], properties: { location: anyObject, account: anyObject } },
    ],
  },
  Attached: envelopeOf(
    exactly({
      _id: hexId,
      oAuthId: hexId,
      oldId: text,
      locationId: text,
      originId: text,
      platform: text,
      type: text,
      name: text,
      avatar: picture,
      meta: anyObject,
      active: flag,
      deleted: flag,
      createdAt: time,
      updatedAt: time,
    }),
  ),
  ConnectedAccount: exactly({
    id: text,
    oauthId: hexId,
    profileId: text,
    name: text,
    platform: text,
    type: text,
    expire: time,
    isExpired: flag,
    meta: anyObject,
    avatar: picture,
    originId: text,
    deleted: { type: 'boolean', description: 'Disconnected accounts stay in the list.' },
    createdAt: time,
    updatedAt: time,
  }),
  AccountList: envelopeOf(
    exactly({
      accounts: listOf(refTo('ConnectedAccount')),
      groups: listOf(exactly({ id: text, name: text, accountIds: listOf(text) })),
    }),
  ),
  Disconnected: envelopeOf(exactly({ locationId: text, id: text })),
};
