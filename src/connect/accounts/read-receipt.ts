import { ownField } from '../../protocol/own-field.js';

/** The longest receipt that is passed on, in characters. `verifyReceipt` refuses longer ones, too. */
const MAX_RECEIPT_LENGTH = 8_192;

/**
 * The receipt in a response of the proxy, to be spread into a result. Only the server that has the key can judge it, so
 * nothing but its type and its length is checked here.
 */
export function readReceipt(response: unknown): { readonly receipt?: string } {
  const receipt = ownField(response, 'receipt');
  const isUsable = typeof receipt === 'string' && receipt !== '' && receipt.length <= MAX_RECEIPT_LENGTH;
  return isUsable ? { receipt } : {};
}
