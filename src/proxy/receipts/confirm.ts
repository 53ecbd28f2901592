import type { Deadline } from '../request/deadline.js';
import { HOOK_NAMES, type Fact, type Hooks } from './fact.js';
import type { CreateReceipt } from './receipt.js';

/**
 * Issues the receipt of a fact, and calls the host's hook. HighLevel has confirmed it, so the browser gets its response
 * even if something fails here.
 *
 * @param reportFailure Gets what the signature or the hook threw.
 * @returns The receipt, if there is one.
 */
export type Confirm = (
  fact: Fact,
  deadline: Deadline,
  reportFailure: (cause: unknown) => void,
) => Promise<string | undefined>;

/** @param createReceipt `undefined` if the proxy issues no receipts. */
export function createConfirm(createReceipt: CreateReceipt | undefined, hooks: Hooks): Confirm {
  return async (fact, deadline, reportFailure) => {
    const receipt = await createReceipt?.(fact).catch((cause: unknown) => {
      reportFailure(cause);
      return undefined;
    });
    const hook = hooks[HOOK_NAMES[fact.action]];
    if (hook === undefined) return receipt;
    try {
      // A hook that throws at once must not differ from one that rejects.
      const done = Promise.resolve({ ...fact, ...(receipt !== undefined && { receipt }) }).then(hook);
      await deadline.race(done);
    } catch (cause) {
      reportFailure(cause);
    }
    return receipt;
  };
}
