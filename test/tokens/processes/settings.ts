export const ENCRYPTION_KEY = 'an-encryption-key-of-the-tests-0123456789';

/** What a worker prints of one request. */
export interface Answer {
  readonly locationId: string;
  readonly token?: string;
  readonly error?: string;
}
