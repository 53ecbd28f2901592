import type { FetchHandler } from './listen.js';

/**
 * Serves one proxy for each number of accounts, scenario and login page, mounted under all three:
 * `/60/denied/none/social-media-posting/…`. A request to a proxy does not say what the simulator shall do, so the mount says it.
 *
 * @param accounts The first is that of requests whose mount names none.
 * @param scenarios Likewise.
 * @param logins Likewise.
 * @param createProxy Called once for each mount, on first use.
 */
export function createProxyMounts(
  accounts: readonly number[],
  scenarios: readonly string[],
  logins: readonly string[],
  createProxy: (accounts: number, scenario: string, login: string) => FetchHandler,
): FetchHandler {
  const proxies = new Map<string, FetchHandler>();

  return (request) => {
    const [, first = '', second = '', third = ''] = new URL(request.url).pathname.split('/');
    const count = accounts.find((number) => String(number) === first) ?? accounts[0] ?? 0;
    const scenario = scenarios.find((name) => name === second) ?? scenarios[0] ?? '';
    const login = logins.find((name) => name === third) ?? logins[0] ?? '';
    const mount = `${count}/${scenario}/${login}`;
    const proxy = proxies.get(mount) ?? createProxy(count, scenario, login);
    proxies.set(mount, proxy);
    return proxy(request);
  };
}
