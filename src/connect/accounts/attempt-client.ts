import type { ConnectConfig } from '../config.js';
import { createProxyClient, type ProxyClient } from './proxy-client.js';

const clients = new WeakMap<ConnectConfig, ProxyClient>();

/** The client of an attempt, so that its start and its lists use one session token; `undefined` without a proxy. */
export function getAttemptClient(config: ConnectConfig): ProxyClient | undefined {
  const { proxyUrl, options } = config;
  if (!proxyUrl) return undefined;
  const client = clients.get(config) ?? createProxyClient(proxyUrl, options);
  clients.set(config, client);
  return client;
}
