import * as z from 'zod/mini';
import { ACCOUNT_ID_PATTERN } from '../../src/protocol/ids.js';
import type { SocialPlannerMessage } from '../../src/protocol/message.js';

const text = z.nullish(z.string().check(z.maxLength(256)));
const idList = z.string().check(z.regex(/^[A-Za-z0-9_:.,\s-]{0,8192}$/));

/** The shape of HighLevel's message, stated once more with zod: what the hand-written parser is compared with. */
const schema = z.object({
  page: z.enum(['social_media_posting', 'social-media-posting']),
  platform: text,
  placement: text,
  accountId: z.nullish(idList),
  reconnectAccounts: z.optional(z.unknown()),
  error: z.optional(z.unknown()),
  reason: z.optional(z.unknown()),
});
const reconnectAccounts = z.union([z.nullish(idList), z.array(idList).check(z.maxLength(100))]);
const ids = z.array(z.string().check(z.regex(ACCOUNT_ID_PATTERN))).check(z.minLength(1), z.maxLength(100));

const present = (value: string | null | undefined): string | undefined => {
  const trimmed = (value ?? '').trim();
  return ['', 'null', 'undefined'].includes(trimmed) ? undefined : trimmed;
};
const describe = (value: unknown): string | undefined => {
  if (typeof value === 'string') return present(value.slice(0, 300));
  return value === undefined || value === null || value === false
    ? undefined
    : 'HighLevel reported an error without a text.';
};
const dropUndefined = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** What the message in `data` means; `undefined` if zod refuses it. */
export function readWithZod(data: unknown): SocialPlannerMessage | undefined {
  const { data: fields } = schema.safeParse(data);
  if (!fields) return undefined;
  const [platform, placement, accountId] = [fields.platform, fields.placement, fields.accountId].map(present);
  const error = describe(fields.error) ?? describe(fields.reason);
  if (error === 'aborted') return dropUndefined({ kind: 'denied', platform }) as SocialPlannerMessage;
  if (error !== undefined) return dropUndefined({ kind: 'error', platform, error }) as SocialPlannerMessage;

  const { success, data: given } = reconnectAccounts.safeParse(fields.reconnectAccounts);
  if (!success) return undefined;
  const list = [given ?? ''].flat().flatMap((entry) => entry.split(','));
  const reconnected = list.map(present).filter((id) => id !== undefined);
  if (!ids.safeParse([accountId ?? [], reconnected].flat()).success) return undefined;
  const message = { kind: 'connected', platform, accountId, reconnectAccounts: reconnected, placement };
  return dropUndefined(message) as SocialPlannerMessage;
}
