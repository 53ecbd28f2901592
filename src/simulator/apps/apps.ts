import { SocialConnectError } from '../../errors.js';
import { ID_PATTERN } from '../../protocol/ids.js';
import type { AppSettings } from './app-options.js';
import { createAppRegistry, type AppRegistry, type Installer } from './registry.js';
import { createWebhooks, type Webhooks } from './webhooks.js';

/** Installations of the marketplace app, as an admin at HighLevel manages them. */
export interface AppControls {
  /**
   * Installs the app for a location, or for a company with all its locations, and sends INSTALL. Without a company, the
   * one of the option `app` is meant.
   *
   * @returns The code that HighLevel hands to the app's redirect address.
   */
  install(installer: Partial<Installer>): Promise<string>;
  /** Adds a location to what a company has installed, as HighLevel does for future locations, and sends INSTALL. */
  addLocation(installer: Partial<Installer> & { readonly locationId: string }): Promise<void>;
  /** Removes the app from a location or a company: all its tokens end. Sends UNINSTALL if it was installed there. */
  uninstall(installer: Partial<Installer>): Promise<void>;
  /** Makes the access tokens of an installation invalid before they expire; its refresh token stays valid. */
  revokeAccess(installer: Partial<Installer>): void;
  /** Returns whose access token it is; `undefined` if it is unknown, was revoked or has expired. */
  findInstaller(accessToken: string): Installer | undefined;
  /** Pauses a location or a company by its id: its tokens are not refreshed ("Location is not active"). */
  pause(id: string): void;
  /** Ends the pause. */
  resume(id: string): void;
  /** The public key (Ed25519) of the webhooks, as SPKI in base64, for `webhooks.publicKeys` of `createAppTokens`. */
  publicKey(): Promise<string>;
  /** Signs a body of your own, for `X-GHL-Signature`. */
  sign(body: string): Promise<string>;
  /** Seconds that access tokens last which are issued from now on. */
  tokenLifetime: number;
}

/** The app, as the routes see it. */
export interface Apps {
  readonly settings: AppSettings;
  readonly registry: AppRegistry;
  readonly webhooks: Webhooks;
  /** Seconds that a new access token lasts. */
  readonly tokenLifetime: number;
  /** Installs the app, and sends INSTALL. */
  install(installer: Installer, clientId: string | undefined): Promise<void>;
  readonly controls: AppControls;
  reset(): void;
}

function checkId(name: string, value: string | undefined): void {
  if (value === undefined || ID_PATTERN.test(value)) return;
  throw new SocialConnectError('invalid_config', `The simulator's app: ${name} must be an id.`);
}

/**
 * Creates the app.
 *
 * @param now The simulated time, in milliseconds since 1970.
 */
export function createApps(settings: AppSettings, now: () => number): Apps {
  const registry = createAppRegistry(now);
  const webhooks = createWebhooks(settings, now);
  const { clientId } = settings;
  let { tokenLifetime } = settings;

  function toInstaller({ companyId = settings.companyId, locationId }: Partial<Installer>): Installer {
    checkId('companyId', companyId);
    checkId('locationId', locationId);
    return { companyId, locationId };
  }

  function listLocations({ companyId, locationId }: Installer): readonly string[] {
    if (locationId !== undefined) return [locationId];
    return companyId === settings.companyId ? settings.locations : [];
  }

  async function install(installer: Installer, installingClient: string | undefined): Promise<void> {
    registry.addInstallation(installer, listLocations(installer));
    await webhooks.send({ type: 'INSTALL', ...installer, clientId: installingClient });
  }

  const controls: AppControls = {
    async install(partial) {
      const installer = toInstaller(partial);
      await install(installer, clientId);
      return registry.issueCode({ installer, clientId, scope: 'oauth.write', redirectUri: undefined });
    },
    async addLocation({ companyId, locationId }) {
      const company = toInstaller({ companyId });
      checkId('locationId', locationId);
      registry.addInstallation(company, [locationId]);
      await webhooks.send({ type: 'INSTALL', companyId: company.companyId, locationId, clientId });
    },
    async uninstall(partial) {
      const installer = toInstaller(partial);
      if (registry.removeInstallation(installer)) await webhooks.send({ type: 'UNINSTALL', ...installer, clientId });
    },
    revokeAccess: (partial) => registry.revokeAccess(toInstaller(partial)),
    findInstaller: (accessToken) => registry.findAccess(accessToken),
    pause: (id) => registry.setPaused(id, true),
    resume: (id) => registry.setPaused(id, false),
    publicKey: () => webhooks.publicKey(),
    sign: (body) => webhooks.sign(body),
    get tokenLifetime() {
      return tokenLifetime;
    },
    set tokenLifetime(seconds) {
      tokenLifetime = seconds;
    },
  };

  return {
    settings,
    registry,
    webhooks,
    get tokenLifetime() {
      return tokenLifetime;
    },
    install,
    controls,
    reset() {
      registry.clear();
      ({ tokenLifetime } = settings);
    },
  };
}
