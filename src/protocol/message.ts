import * as z from 'zod/mini';
import { dropUndefined } from './drop-undefined.js';
import { ACCOUNT_ID_PATTERN } from './ids.js';

/** What HighLevel's finish page says, without its contradictions. */
export type SocialPlannerMessage =
  | {
      readonly kind: 'connected';
      /** The platform, where the message names one. */
      readonly platform?: string;
      /** Id of the login (HighLevel's `oauthId`); absent when {@link reconnectAccounts} stands in for it. */
      readonly accountId?: string;
      /** Accounts that were connected again; empty on a first connect. */
      readonly reconnectAccounts: readonly string[];
      readonly placement?: string;
    }
  | { readonly kind: 'denied'; readonly platform?: string }
  | {
      readonly kind: 'error';
      readonly platform?: string;
      /** What HighLevel or the platform said, at most {@link MAX_ERROR_LENGTH} characters. */
      readonly error: string;
    };

/** Longest error text that is passed on, in UTF-16 code units. */
export const MAX_ERROR_LENGTH = 300;

const MAX_JSON_LENGTH = 16_384;
const MAX_RECONNECT_ACCOUNTS = 100;

/** One id, or several in one string: `String(ids)` of a list is separated by commas. */
const ID_LIST_PATTERN = /^[A-Za-z0-9_:.,\s-]{0,8192}$/;
const TEXT_PATTERN = /^[^]{0,256}$/;

/**
 * The documented sample tests `social_media_posting`, the documented table says `social-media-posting`; live, the
 * underscores were seen. Unknown keys are normal. The patterns bound a string's length before anything reads it.
 * Source: https://marketplace.gohighlevel.com/docs/ghl/social-planner/ (OAuth, "listen to the event").
 */
const createSchema = () => {
  const text = z.nullish(z.string().check(z.regex(TEXT_PATTERN)));
  return z.object({
    page: z.enum(['social_media_posting', 'social-media-posting']),
    platform: text,
    placement: text,
    accountId: z.nullish(z.string().check(z.regex(ID_LIST_PATTERN))),
    // Read by `listIds`: zod walks a whole list before it looks at its length.
    reconnectAccounts: z.optional(z.unknown()),
    error: z.optional(z.unknown()),
    reason: z.optional(z.unknown()),
  });
};
let schema: ReturnType<typeof createSchema> | undefined;

/** HighLevel fills a missing value with the word for it. */
function present(value: string | null | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed && trimmed !== 'undefined' && trimmed !== 'null' ? trimmed : undefined;
}

function describeError(value: unknown): string | undefined {
  if (value === undefined || value === null || value === false) return undefined;
  if (typeof value === 'string') return present(value.slice(0, MAX_ERROR_LENGTH));
  return 'HighLevel reported an error without a text.';
}

/** The ids of a list, or of one string; `undefined` if it holds anything else, or too many. */
function listIds(value: unknown): string[] | undefined {
  const entries: unknown[] = Array.isArray(value) ? value : [value ?? ''];
  if (entries.length > MAX_RECONNECT_ACCOUNTS) return undefined;
  const texts = entries.filter((entry) => typeof entry === 'string' && ID_LIST_PATTERN.test(entry));
  if (texts.length < entries.length) return undefined;
  return (texts as string[])
    .flatMap((text) => text.split(','))
    .map(present)
    .filter((id) => id !== undefined);
}

function parseJson(text: string): unknown {
  if (text.length > MAX_JSON_LENGTH) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads the message that HighLevel's finish page posts to its opener.
 *
 * Tolerant where HighLevel contradicts itself (both spellings of `page`, the words `undefined` and `null`, one string
 * instead of a list, no `accountId` on a reconnect, unknown keys, the object as JSON); strict about ids, lengths and types.
 * It says nothing of where the message came from: check `event.source` and `event.origin` first.
 *
 * @param data `event.data` of a message from the popup.
 * @returns The message, frozen and built field by field; `undefined` if `data` is something else.
 */
export function parseSocialPlannerMessage(data: unknown): SocialPlannerMessage | undefined {
  const { success, data: fields } = (schema ??= createSchema()).safeParse(
    typeof data === 'string' ? parseJson(data) : data,
  );
  if (!success) return undefined;

  const platform = present(fields.platform);
  const error = describeError(fields.error) ?? describeError(fields.reason);
  if (error === 'aborted') return Object.freeze(dropUndefined({ kind: 'denied', platform }));
  if (error !== undefined) return Object.freeze(dropUndefined({ kind: 'error', platform, error }));

  const accountId = present(fields.accountId);
  const reconnectAccounts = listIds(fields.reconnectAccounts);
  if (!reconnectAccounts) return undefined;
  if (accountId === undefined && reconnectAccounts.length === 0) return undefined;
  const ids = accountId === undefined ? reconnectAccounts : [accountId, ...reconnectAccounts];
  if (ids.length > MAX_RECONNECT_ACCOUNTS || !ids.every((id) => ACCOUNT_ID_PATTERN.test(id))) return undefined;

  const placement = present(fields.placement);
  Object.freeze(reconnectAccounts);
  return Object.freeze(dropUndefined({ kind: 'connected', platform, accountId, reconnectAccounts, placement }));
}
