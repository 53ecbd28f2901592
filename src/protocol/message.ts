import { dropUndefined } from './drop-undefined.js';
import { ACCOUNT_ID_PATTERN } from './ids.js';
import { isRecord } from './is-record.js';
import { ownField } from './own-field.js';

/** The message of HighLevel's finish page, with its contradictions resolved. */
export type SocialPlannerMessage =
  | {
      readonly kind: 'connected';
      /** The platform, if the message names one. */
      readonly platform?: string;
      /** Id of the login (HighLevel's `oauthId`); absent on a reconnect that lists {@link reconnectAccounts} instead. */
      readonly accountId?: string;
      /** Ids of the accounts that were reconnected; empty on a first connect. */
      readonly reconnectAccounts: readonly string[];
      readonly placement?: string;
    }
  | { readonly kind: 'denied'; readonly platform?: string }
  | {
      readonly kind: 'error';
      readonly platform?: string;
      /** The text of HighLevel or the platform, at most {@link MAX_ERROR_LENGTH} characters. */
      readonly error: string;
    };

/** Maximum length of an error text, in UTF-16 code units. */
export const MAX_ERROR_LENGTH = 300;

const MAX_JSON_LENGTH = 16_384;
const MAX_RECONNECT_ACCOUNTS = 100;

/**
 * The documented sample tests `social_media_posting`, the documented table says `social-media-posting`; the live page
 * sends underscores.
 * Source: https://marketplace.gohighlevel.com/docs/ghl/social-planner/ (OAuth, "listen to the event").
 */
const PAGES: readonly unknown[] = ['social_media_posting', 'social-media-posting'];

/** One id, or several in one string: `String(ids)` separates the ids of a list by commas. */
const ID_LIST_PATTERN = /^[A-Za-z0-9_:.,\s-]{0,8192}$/;
const TEXT_PATTERN = /^[^]{0,256}$/;

/** The text without white space around it; `undefined` if empty. HighLevel writes a missing value as a word. */
function present(value: string): string | undefined {
  const trimmed = value.trim();
  return trimmed && trimmed !== 'undefined' && trimmed !== 'null' ? trimmed : undefined;
}

/** Whether `value` is absent or a string that matches `pattern`. The patterns limit the length before anything else reads it. */
function isOptionalText(value: unknown, pattern: RegExp): value is string | null | undefined {
  return value === undefined || value === null || (typeof value === 'string' && pattern.test(value));
}

function describeError(value: unknown): string | undefined {
  if (value === undefined || value === null || value === false) return undefined;
  if (typeof value === 'string') return present(value.slice(0, MAX_ERROR_LENGTH));
  return 'HighLevel reported an error without a text.';
}

/** The ids in a list or in one string; `undefined` if there is anything else in it, or more than the maximum. */
function listIds(value: unknown): string[] | undefined {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value ?? ''];
  if (entries.length > MAX_RECONNECT_ACCOUNTS) return undefined;
  // Not `every`, which skips the holes of a sparse list.
  for (const entry of entries) if (typeof entry !== 'string' || !ID_LIST_PATTERN.test(entry)) return undefined;
  return entries
    .join()
    .split(',')
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
 * Parses the message that HighLevel's finish page posts to its opener.
 *
 * Tolerant where HighLevel's documents and pages contradict each other (both spellings of `page`, the words `undefined`
 * and `null`, one string instead of a list, no `accountId` on a reconnect, unknown keys, the object as JSON); strict
 * about ids, lengths and types. Says nothing about the sender: check `event.source` and `event.origin` first.
 *
 * Written by hand, because it decides in every page; a property test compares it with a zod schema.
 *
 * @param data `event.data` of a message from the popup.
 * @returns The message, frozen and built field by field; `undefined` if `data` is anything else.
 */
export function parseSocialPlannerMessage(data: unknown): SocialPlannerMessage | undefined {
  const fields = typeof data === 'string' ? parseJson(data) : data;
  if (!isRecord(fields)) return undefined;
  const read = (name: string): unknown => ownField(fields, name);
  const [rawPlatform, rawPlacement, rawId] = [read('platform'), read('placement'), read('accountId')];
  if (!PAGES.includes(read('page'))) return undefined;
  if (!isOptionalText(rawPlatform, TEXT_PATTERN) || !isOptionalText(rawPlacement, TEXT_PATTERN)) return undefined;
  if (!isOptionalText(rawId, ID_LIST_PATTERN)) return undefined;

  const platform = present(rawPlatform ?? '');
  const error = describeError(read('error')) ?? describeError(read('reason'));
  if (error === 'aborted') return Object.freeze(dropUndefined({ kind: 'denied', platform }));
  if (error !== undefined) return Object.freeze(dropUndefined({ kind: 'error', platform, error }));

  const accountId = present(rawId ?? '');
  const reconnectAccounts = listIds(read('reconnectAccounts'));
  if (!reconnectAccounts) return undefined;
  if (accountId === undefined && reconnectAccounts.length === 0) return undefined;
  const ids = accountId === undefined ? reconnectAccounts : [accountId, ...reconnectAccounts];
  if (ids.length > MAX_RECONNECT_ACCOUNTS || !ids.every((id) => ACCOUNT_ID_PATTERN.test(id))) return undefined;

  const placement = present(rawPlacement ?? '');
  Object.freeze(reconnectAccounts);
  return Object.freeze(dropUndefined({ kind: 'connected', platform, accountId, reconnectAccounts, placement }));
}
