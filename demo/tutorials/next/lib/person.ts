import { env } from 'node:process';
import { createSessionToken, verifySessionToken, type Session } from 'ghl-social-connect/proxy';

/** Replace this with your own sign-in. Here, every visitor is the same person for ten minutes, by a cookie. */
export async function createCookie(): Promise<string> {
  const person = { locationId: env.GHL_LOCATION_ID ?? '', userId: env.GHL_USER_ID ?? '' };
  const session = await createSessionToken(person, { key: env.SESSION_KEY ?? '', expiresIn: 600 });
  return `session=${session}; HttpOnly; SameSite=Lax; Path=/; Max-Age=600`;
}

/** The person who is signed in. */
export async function findPerson(request: Request): Promise<Session | undefined> {
  const [, session = ''] = /(?:^|; )session=([\w.-]+)/.exec(request.headers.get('Cookie') ?? '') ?? [];
  return verifySessionToken(session, { key: env.SESSION_KEY ?? '' }).catch(() => undefined);
}
