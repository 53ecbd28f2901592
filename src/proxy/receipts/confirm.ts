import type { Deadline } from '../request/deadline.js';
import { HOOK_NAMES, type Fact, type Hooks } from './fact.js';
import type { CreateReceipt } from './receipt.js';

/** What is confirmed. */
export interface Confirmation {
  readonly fact: Fact;
  /** HighLevel's time of the change, if it named one. */
  readonly changedAt: string | undefined;
  readonly deadline: Deadline;
  /** Gets what the signature or the hook threw. */
  readonly reportFailure: (cause: unknown) => void;
}

/**
 * Issues the receipt of a fact, and calls the host's hook. HighLevel has confirmed it, so the browser gets its response
 * even if something fails here.
 *
 * @returns The receipt, if there is one.
 */
export type Confirm = (confirmation: Confirmation) => Promise<string | undefined>;

/** @param createReceipt `undefined` if the proxy issues no receipts. */
export function createConfirm(createReceipt: CreateReceipt | undefined, hooks: Hooks): Confirm {
  return async ({ fact, changedAt, deadline, reportFailure }) => {
    // A visitor who leaves now must not keep the host from hearing of it.
    deadline.ignoreVisitor();
    const receipt = await createReceipt?.(fact, changedAt).catch((cause: unknown) => {
      reportFailure(cause);
      return undefined;
    });
    const name = HOOK_NAMES[fact.action];
    if (hooks[name] === undefined) return receipt;
    try {
      // A hook that throws at once must not differ from one that rejects.
      const confirmed = Promise.resolve({ ...fact, ...(receipt !== undefined && { receipt }) });
      await deadline.race(confirmed.then((fact) => hooks[name]?.(fact)));
    } catch (cause) {
      reportFailure(cause);
    }
    return receipt;
  };
}
