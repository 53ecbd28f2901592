import type { Platform } from '../../protocol/platforms.js';
import type { Scenario } from '../scenarios.js';
import type { SimulatedAccount } from './records.js';

/** What the list says about the access to an account. */
export interface AccountHealth {
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number;
  readonly isExpired: boolean;
}

const DAY_MS = 86_400_000;

/** Seen: Facebook's access lasts about 90 days, LinkedIn's about 60. The others are assumed to be like LinkedIn's. */
const LIFETIMES_DAYS: Partial<Record<Platform, number>> = { facebook: 90 };
const DEFAULT_LIFETIME_DAYS = 60;

/** How long the access to an account lasts after a sign-in, in milliseconds. */
export function lifetimeOf(platform: Platform): number {
  return (LIFETIMES_DAYS[platform] ?? DEFAULT_LIFETIME_DAYS) * DAY_MS;
}

/** What is left of the access in a scenario, in days, counted from when the location was first asked for. */
const DAYS_LEFT: Partial<Record<Scenario, number>> = { 'expires-soon': 3, expired: -1 };

/**
 * Reads the health of an account. The scenarios of expiry apply to accounts that nobody has renewed since the beginning:
 * all their times move into the past.
 *
 * @param now The simulated time, in milliseconds.
 */
export function readHealth(account: SimulatedAccount, scenario: Scenario, now: number): AccountHealth {
  const { createdAt, updatedAt, expiresAt, isUntouched } = account;
  const daysLeft = isUntouched ? DAYS_LEFT[scenario] : undefined;
  const age = daysLeft === undefined ? 0 : expiresAt - createdAt - daysLeft * DAY_MS;
  const isRevoked = isUntouched && scenario === 'revoked';
  return {
    createdAt: createdAt - age,
    updatedAt: updatedAt - age,
    expiresAt: expiresAt - age,
    isExpired: isRevoked || expiresAt - age <= now,
  };
}
