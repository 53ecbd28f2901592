import type { AppSettings } from './app-options.js';
import type { Installer } from './registry.js';

/** HighLevel's webhooks of one app. */
export interface Webhooks {
  /** The public key of their signatures (Ed25519), as SPKI in base64. */
  readonly publicKey: () => Promise<string>;
  /** Signs a body, for `X-GHL-Signature`, in base64. */
  readonly sign: (body: string) => Promise<string>;
  /**
   * Sends a webhook once; HighLevel itself repeats one that is not answered with a 2xx.
   *
   * @returns The status of the answer; `undefined` if there is no address or no response.
   */
  readonly send: (event: InstallEvent) => Promise<number | undefined>;
}

/** What happened to an installation. */
export interface InstallEvent extends Installer {
  readonly type: 'INSTALL' | 'UNINSTALL';
  readonly clientId: string | undefined;
}

const ALGORITHM: Algorithm = { name: 'Ed25519' };
const TIMEOUT_MS = 10_000;
const VERSION_ID = '000000000000000000000001';

function encodeBase64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

/** HighLevel's own SDK takes the app's id from the client id. */
const toAppId = (clientId: string): string => clientId.split('-', 1)[0] ?? clientId;

/** An INSTALL names the company also for a location; an UNINSTALL names one of the two. */
function createBody({ type, companyId, locationId, clientId = 'simulated-app' }: InstallEvent, now: number): string {
  const isLocation = locationId !== undefined;
  const installer =
    type === 'INSTALL'
      ? { installType: isLocation ? 'Location' : 'Company', locationId, companyId }
      : { locationId, companyId: isLocation ? undefined : companyId };
  return JSON.stringify({
    type,
    appId: toAppId(clientId),
    versionId: VERSION_ID,
    ...installer,
    timestamp: new Date(now).toISOString(),
    webhookId: crypto.randomUUID(),
  });
}

/**
 * Creates the webhooks. Their key is made when it is first needed.
 *
 * @param now The simulated time.
 */
export function createWebhooks({ webhookUrl, clientId }: AppSettings, now: () => number): Webhooks {
  let keys: Promise<CryptoKeyPair> | undefined;

  function getKeys(): Promise<CryptoKeyPair> {
    keys ??= crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']) as Promise<CryptoKeyPair>;
    return keys;
  }

  async function sign(body: string): Promise<string> {
    const { privateKey } = await getKeys();
    return encodeBase64(await crypto.subtle.sign(ALGORITHM, privateKey, new TextEncoder().encode(body)));
  }

  return {
    async publicKey() {
      return encodeBase64(await crypto.subtle.exportKey('spki', (await getKeys()).publicKey));
    },
    sign,
    async send(event) {
      if (webhookUrl === undefined) return undefined;
      const body = createBody({ ...event, clientId: clientId ?? event.clientId }, now());
      const headers = { 'Content-Type': 'application/json', 'X-GHL-Signature': await sign(body) };
      try {
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const response = await fetch(webhookUrl, { method: 'POST', headers, body, redirect: 'manual', signal });
        await response.body?.cancel();
        return response.status;
      } catch {
        return undefined;
      }
    },
  };
}
