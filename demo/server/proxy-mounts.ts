import type { FetchHandler } from './listen.js';

/**
 * Serves one proxy for each scenario, mounted under its name: `/denied/social-media-posting/…`. A request to a proxy
 * does not say what the simulator shall do, so the mount says it.
 *
 * @param createProxy Called once for each scenario, on first use.
 * @param fallback Scenario of requests under no scenario's name.
 */
export function createProxyMounts(
  scenarios: readonly string[],
  fallback: string,
  createProxy: (scenario: string) => FetchHandler,
): FetchHandler {
  const proxies = new Map<string, FetchHandler>();

  function findProxy(scenario: string): FetchHandler {
    const proxy = proxies.get(scenario) ?? createProxy(scenario);
    proxies.set(scenario, proxy);
    return proxy;
  }

  return (request) => {
    const [, mount = ''] = new URL(request.url).pathname.split('/');
    return findProxy(scenarios.includes(mount) ? mount : fallback)(request);
  };
}
