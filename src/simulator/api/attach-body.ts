import type { ApiVersion } from '../../protocol/routes.js';
import type { AttachablePlatform } from '../../protocol/platforms.js';
import { isRecord } from '../../protocol/is-record.js';

/** One field of a body that attaches an account. */
interface Field {
  readonly type: 'string' | 'boolean' | 'object';
  /** The values that are allowed. Default: any. */
  readonly oneOf?: readonly string[];
  /**
   * `v3`: version v3 requires it. `both`: the older version requires it too. Its schema requires next to nothing, but
   * the field that identifies the account cannot be left out.
   */
  readonly required?: 'v3' | 'both';
  readonly fields?: Fields;
}

type Fields = Readonly<Record<string, Field>>;

const text: Field = { type: 'string' };
const flag: Field = { type: 'boolean' };
const requiredText: Field = { type: 'string', required: 'v3' };
const identity: Field = { type: 'string', required: 'both' };

function requiredValue(...oneOf: string[]): Field {
  return { type: 'string', oneOf, required: 'v3' };
}

/** Source: request bodies in the Social Planner OpenAPI description. */
const BODIES: Record<AttachablePlatform, Fields> = {
  facebook: { type: requiredValue('page'), originId: identity, name: requiredText, avatar: requiredText },
  instagram: { originId: text, name: text, avatar: text, pageId: identity },
  linkedin: {
    type: requiredValue('page', 'profile'),
    originId: identity,
    name: requiredText,
    avatar: requiredText,
    urn: requiredText,
  },
  tiktok: {
    type: requiredValue('profile', 'business'),
    originId: identity,
    name: requiredText,
    avatar: requiredText,
    verified: flag,
    username: text,
  },
  google: {
    location: {
      type: 'object',
      required: 'both',
      fields: {
        name: identity,
        title: requiredText,
        storeCode: text,
        storefrontAddress: { type: 'object' },
        metadata: { type: 'object' },
        maxLocation: flag,
        isVerified: flag,
        isConnected: flag,
      },
    },
    account: {
      type: 'object',
      required: 'v3',
      fields: {
        name: requiredText,
        accountName: requiredText,
        type: requiredText,
        verificationState: requiredText,
        vettedState: requiredText,
      },
    },
  },
  youtube: {
    type: requiredValue('profile'),
    originId: identity,
    name: requiredText,
    avatar: requiredText,
    verified: flag,
    username: text,
  },
  pinterest: {
    originId: identity,
    name: text,
    avatar: text,
    verified: flag,
    username: text,
    websiteUrl: text,
    companyId: text,
    type: { type: 'string', oneOf: ['profile'] },
    originAccountType: text,
  },
  threads: { type: requiredValue('profile'), originId: identity, name: requiredText, avatar: requiredText },
};

/** A body that passed the check. */
export interface AttachBody {
  /** Identifies the account: an id, a urn, or the page of an Instagram account. */
  readonly key: string;
  /** The kind of account, if the body names one. */
  readonly type: string | undefined;
}

function readOwn(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? (record[name] ?? undefined) : undefined;
}

function readText(record: Record<string, unknown>, name: string): string | undefined {
  const value = readOwn(record, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRequired({ required }: Field, version: ApiVersion): boolean {
  return required === 'both' || (required === 'v3' && version === 'v3');
}

function findFieldFaults(name: string, value: unknown, field: Field, version: ApiVersion): string[] {
  if (value === undefined) return isRequired(field, version) ? [`${name} should not be empty`] : [];
  if (field.type === 'object') {
    return isRecord(value) ? findFaults(value, field.fields ?? {}, version, `${name}.`) : [`${name} must be an object`];
  }
  if (typeof value !== field.type) return [`${name} must be a ${field.type}`];
  if (value === '' && field.required === 'both') return [`${name} should not be empty`];
  if (field.oneOf && !field.oneOf.some((word) => word === value)) {
    return [`${name} must be one of the following values: ${field.oneOf.join(', ')}`];
  }
  return [];
}

function findFaults(body: Record<string, unknown>, fields: Fields, version: ApiVersion, prefix = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    findFieldFaults(prefix + name, readOwn(body, name), field, version),
  );
}

/** Checks a body against what the platform and the version require. Returns the faults as a list if there are any. */
export function parseAttachBody(
  platform: AttachablePlatform,
  version: ApiVersion,
  body: unknown,
): AttachBody | string[] {
  const record = isRecord(body) ? body : {};
  const faults = findFaults(record, BODIES[platform], version);
  if (faults.length > 0) return faults;

  const location = readOwn(record, 'location');
  const key =
    platform === 'google' && isRecord(location)
      ? readText(location, 'name')?.replace(/^locations\//, '')
      : (readText(record, 'originId') ?? readText(record, 'pageId'));
  return key === undefined ? ['originId should not be empty'] : { key, type: readText(record, 'type') };
}
