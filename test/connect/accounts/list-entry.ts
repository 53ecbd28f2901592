/** One entry of HighLevel's list. */
export interface Entry {
  readonly id: string;
  readonly [field: string]: unknown;
}

export const daysAfter = (time: number, days: number): string => new Date(time + days * 86_400_000).toISOString();

/** An account that works at a time; `fields` make it another one. For Node and for browsers. */
export const createEntryAt = (now: number, id: string, fields: Record<string, unknown> = {}): Entry => ({
  id,
  oauthId: `login-${id}`,
  name: `Account ${id}`,
  platform: 'facebook',
  type: 'page',
  isExpired: false,
  expire: daysAfter(now, 60),
  updatedAt: daysAfter(now, -30),
  ...fields,
});
