import { vi } from 'vitest';

type Listener = (event: unknown) => void;

/** A page with the few globals that the user context needs, framed by a parent unless `framed` is false. */
export function createFakeWindow({ framed = true, search = '' } = {}) {
  const listeners = new Map<string, Set<Listener>>();
  const requests: unknown[] = [];
  const log: string[] = [];
  const page = {};
  const parent = framed
    ? {
        postMessage(data: unknown, target: string) {
          log.push('ask');
          requests.push([data, target]);
        },
      }
    : page;
  const getListeners = (type: string) => listeners.get(type) ?? new Set<Listener>();
  vi.stubGlobal('window', page);
  vi.stubGlobal('parent', parent);
  vi.stubGlobal('location', { origin: 'https://app.example', search });
  vi.stubGlobal('document', { baseURI: 'https://app.example/page' });
  vi.stubGlobal('addEventListener', (type: string, listener: Listener, ...rest: unknown[]) => {
    log.push(`listen ${type}${rest.length > 0 ? ' with options' : ''}`);
    listeners.set(type, getListeners(type).add(listener));
  });
  vi.stubGlobal('removeEventListener', (type: string, listener: Listener) => getListeners(type).delete(listener));
  return {
    parent,
    requests,
    log,
    countListeners: (type: string) => getListeners(type).size,
    dispatch: (type: string, event: unknown = {}) => [...getListeners(type)].forEach((listener) => listener(event)),
    /** Posts a response, from the parent on HighLevel's origin unless told otherwise. */
    respond(payload: unknown, { source = parent as unknown, origin = 'https://app.gohighlevel.com' } = {}) {
      const data = { message: 'REQUEST_USER_DATA_RESPONSE', payload };
      [...getListeners('message')].forEach((listener) => listener({ data, source, origin }));
    },
    post(data: unknown, source: unknown = parent) {
      [...getListeners('message')].forEach((listener) =>
        listener({ data, source, origin: 'https://app.gohighlevel.com' }),
      );
    },
  };
}
