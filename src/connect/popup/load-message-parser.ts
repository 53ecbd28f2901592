import type { parseSocialPlannerMessage } from '../../protocol/message.js';

type Reader = typeof parseSocialPlannerMessage;

let reader: Reader | undefined;

/** What reads HighLevel's messages; `undefined` until {@link loadReader} is done. */
export function getReader(): Reader | undefined {
  return reader;
}

// One for all who wait: they go on in the order in which they came, which several imports do not promise.
let loading: Promise<void> | undefined;

/**
 * Loads what reads HighLevel's messages: a quarter of all the code, which nobody needs before a click. It comes while
 * the popup loads; messages that are faster wait, and are read in the order in which they came.
 */
export function loadReader(): Promise<void> {
  loading ??= load().finally(() => (loading = undefined));
  return loading;
}

async function load(): Promise<void> {
  reader ??= (await import('../../protocol/message.js')).parseSocialPlannerMessage;
}
