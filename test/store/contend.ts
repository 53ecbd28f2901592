import type { Store } from '../../src/store/index.js';

/** What one of several processes did to the same keys. */
export interface Contention {
  readonly counts: readonly number[];
  readonly claims: readonly number[];
  readonly additions: number;
}

/** Does all at once what has to stay right while other processes do the same. */
export async function contend(store: Store, key: string, calls: number): Promise<Contention> {
  const numbers = Array.from({ length: calls }, (_, index) => index);
  const counts = numbers.map(async () => (await store.increment(`${key}counter`, { ttl: 600 })).count);
  const claims = numbers.map((number) => store.set(`${key}claim${number}`, 'claimed', { if: 'absent', ttl: 600 }));
  let additions = 0;
  while (additions < calls) {
    const stored = await store.get(`${key}sum`);
    const options = stored ? { if: { version: stored.version } } : { if: 'absent' as const };
    if (await store.set(`${key}sum`, String(Number(stored?.value ?? 0) + 1), options)) additions += 1;
  }
  const won = await Promise.all(claims);
  return { counts: await Promise.all(counts), claims: numbers.filter((number) => won[number]), additions };
}
