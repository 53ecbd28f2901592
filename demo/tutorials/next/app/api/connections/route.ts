import { env } from 'node:process';
import { verifyReceipt } from 'ghl-social-connect/proxy';
import { listConnections, saveConnection } from '../../../lib/connections';
import { findPerson } from '../../../lib/person';

export async function POST(request: Request): Promise<Response> {
  const person = await findPerson(request);
  if (!person) return new Response(null, { status: 401 });
  try {
    const { receipt } = (await request.json()) as { receipt: string };
    const { locationId } = person;
    await saveConnection(await verifyReceipt(receipt, { key: env.RECEIPT_KEY ?? '', locationId }));
    return new Response(null, { status: 204 });
  } catch (error) {
    console.error(String(error));
    return new Response(null, { status: 422 });
  }
}

export async function GET(request: Request): Promise<Response> {
  const person = await findPerson(request);
  return person ? Response.json(await listConnections(person.locationId)) : new Response(null, { status: 401 });
}
