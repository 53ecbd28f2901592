import { booleanAttribute, numberAttribute } from '@angular/core';

/** An input that is bound to undefined or null sets nothing: the page's or the element's default applies. */
function readOptional<Value>(value: unknown, read: (value: unknown) => Value): Value | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

/** Reads an input as Angular reads a boolean attribute. */
export function readBoolean(value: unknown): boolean | undefined {
  return readOptional(value, booleanAttribute);
}

/** Reads an input as Angular reads a numeric attribute. */
export function readNumber(value: unknown): number | undefined {
  return readOptional(value, numberAttribute);
}
