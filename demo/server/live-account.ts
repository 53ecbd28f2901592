/** Access to a real HighLevel location. */
export interface LiveAccount {
  /** Private Integration Token or access token of the location. A secret: it never leaves the server. */
  readonly token: string;
  readonly locationId: string;
  readonly userId: string;
}

const VARIABLES = ['GHL_TOKEN', 'GHL_LOCATION_ID', 'GHL_USER_ID'] as const;

/**
 * Reads the real account from the environment.
 *
 * @returns `undefined` if none of the variables is set: the demo is simulated.
 * @throws If only some are set, naming the missing ones.
 */
export function readLiveAccount(env: Readonly<Record<string, string | undefined>>): LiveAccount | undefined {
  const missing = VARIABLES.filter((name) => !env[name]);
  if (missing.length === VARIABLES.length) return undefined;
  if (missing.length > 0) {
    throw new Error(
      `For the real HighLevel, set ${missing.join(' and ')} too. For the simulator, set none of ${VARIABLES.join(', ')}.`,
    );
  }
  const [token = '', locationId = '', userId = ''] = VARIABLES.map((name) => env[name]);
  return { token, locationId, userId };
}
