import type { Account } from '../../connect/index.js';
import { isolate } from '../i18n/labels.js';
import { dropBidiControls } from '../picker/option-name.js';

/** The name of an account as it is shown. */
export function readName({ name, id }: Account): string {
  return dropBidiControls(name).trim() || id;
}

/** The same for a text around it, whose direction it must not change. */
export function isolateName(account: Account): string {
  return isolate(readName(account));
}
