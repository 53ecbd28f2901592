import { it } from 'vitest';
import { storeConformance } from '../../src/store/conformance/index.js';
import { createMemoryStore, type Store } from '../../src/store/index.js';

/** Declares a test for each case of the conformance suite. */
export function testConformance(open: () => Store | Promise<Store>): void {
  for (const { name, run } of storeConformance(open)) it.concurrent(name, run);
}

/** Declares a test for each case, which `serveStore` runs in another runtime. */
export function testRemoteConformance(getUrl: () => string): void {
  for (const { name } of storeConformance(createMemoryStore)) {
    it.concurrent(name, async () => {
      const response = await fetch(`${getUrl()}/conformance`, { method: 'POST', body: name });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
    });
  }
}
