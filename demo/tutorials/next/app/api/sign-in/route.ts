import { createCookie } from '../../../lib/person';

export async function POST(): Promise<Response> {
  return new Response(null, { status: 204, headers: { 'Set-Cookie': await createCookie() } });
}
