import type { parseSocialPlannerMessage } from '../protocol/message.js';

type Reader = typeof parseSocialPlannerMessage;

let reader: Reader | undefined;

/** What reads HighLevel's messages; `undefined` until {@link loadReader} is done. */
export function getReader(): Reader | undefined {
  return reader;
}

/**
 * Loads what reads HighLevel's messages: a quarter of all the code, which nobody needs before a click. It comes while
 * the popup loads; a message that is faster waits.
 */
export async function loadReader(): Promise<void> {
  reader ??= (await import('../protocol/message.js')).parseSocialPlannerMessage;
}
