import { SocialConnectError } from '../../errors.js';
import { DOMAIN_PATTERN } from '../../protocol/domain.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownOptions, requireNames } from '../../protocol/own-options.js';
import { parseSecureUrl } from '../../protocol/secure-url.js';

/** What HighLevel's own page shows of a marketplace app, and what it says to it. */
export interface SimulatedShell {
  /**
   * Address of the app's custom page, which is shown in a frame. `{{location.id}}` and `{{user.id}}` in it are replaced.
   * Default: none.
   */
  readonly customPage?: string | undefined;
  /** Address of a module that runs in HighLevel's own page, as the Custom JavaScript of an app does. Default: none. */
  readonly customJavaScript?: string | undefined;
  /** The app's Shared Secret, with which the user context is encrypted. Default `simulated-shared-secret`. */
  readonly sharedSecret?: string | undefined;
  /** Domain of the agency's white-label app, which the user context names. Default: none. */
  readonly whiteLabelDomain?: string | undefined;
}

/** {@link SimulatedShell}, checked and with its defaults. */
export interface ShellSettings {
  readonly customPage: string | undefined;
  readonly customJavaScript: string | undefined;
  readonly sharedSecret: string;
  readonly whiteLabelDomain: string | undefined;
}

const OPTION_NAMES = [
  'customPage',
  'customJavaScript',
  'sharedSecret',
  'whiteLabelDomain',
] satisfies (keyof SimulatedShell)[];

/** The placeholders that HighLevel replaces, and what they stand for. */
export type Replacements = Readonly<Record<'location.id' | 'user.id', string>>;

/** Replaces HighLevel's placeholders in an address. */
export function replacePlaceholders(address: string, values: Replacements): string {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, encodeURIComponent(value)),
    address,
  );
}

function reject(name: string, expected: string): never {
  throw new SocialConnectError('invalid_config', `shell.${name} must be ${expected}.`, { option: `shell.${name}` });
}

function checkUrl(name: string, value: unknown): void {
  if (value === undefined || (typeof value === 'string' && parseSecureUrl(value))) return;
  reject(name, 'a whole `https:` address, or one on the loopback');
}

function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') reject(name, 'a text that is not empty');
}

function checkDomain(name: string, value: unknown): void {
  if (value === undefined || (typeof value === 'string' && DOMAIN_PATTERN.test(value))) return;
  reject(name, 'a domain in lower case, like crm.agency.example');
}

function checkObject(value: unknown): void {
  if (isRecord(value)) return;
  throw new SocialConnectError('invalid_config', 'shell must be an object.', { option: 'shell' });
}

/** Checks the options of the shell and fills in the defaults. Throws `invalid_config`. */
export function parseShell(shell: SimulatedShell = {}): ShellSettings {
  checkObject(shell);
  requireNames(ownOptions(shell), OPTION_NAMES, 'createSimulator: shell');
  const {
    customPage,
    customJavaScript,
    sharedSecret = 'simulated-shared-secret',
    whiteLabelDomain,
  } = ownOptions(shell);
  checkUrl('customPage', customPage);
  checkUrl('customJavaScript', customJavaScript);
  checkText('sharedSecret', sharedSecret);
  checkDomain('whiteLabelDomain', whiteLabelDomain);
  return { customPage, customJavaScript, sharedSecret, whiteLabelDomain };
}
