import type { Store } from '../../src/store/index.js';

/** A store that runs in another runtime, which `serveStore` makes available over HTTP. */
export function createRemoteStore(url: string): Store {
  async function call(name: keyof Store, ...parameters: unknown[]): Promise<never> {
    const response = await fetch(`${url}/call`, { method: 'POST', body: JSON.stringify({ name, parameters }) });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return (JSON.parse(text) as { result: never }).result;
  }
  return {
    get: (key) => call('get', key),
    set: (key, value, options = {}) => call('set', key, value, options),
    delete: (key, options = {}) => call('delete', key, options),
    increment: (key, options) => call('increment', key, options),
  };
}
