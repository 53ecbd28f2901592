import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { Receipt } from 'ghl-social-connect/proxy';

/** Your database. The id of a receipt is the same for the same fact, so each fact is stored once. */
export async function saveConnection(receipt: Receipt): Promise<void> {
  await mkdir('connections', { recursive: true });
  await writeFile(`connections/${receipt.id}.json`, JSON.stringify(receipt));
}

export async function listConnections(locationId: string): Promise<Receipt[]> {
  const names = await readdir('connections').catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(`connections/${name}`, 'utf8')));
  return texts.map((text) => JSON.parse(text) as Receipt).filter((receipt) => receipt.locationId === locationId);
}
