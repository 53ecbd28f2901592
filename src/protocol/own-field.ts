import { isRecord } from './is-record.js';

/**
 * The field `name` of `value`; `undefined` if `value` is not an object or has no such field of its own: what a script has
 * added to `Object.prototype` is in no message and in no response.
 */
export function ownField(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
