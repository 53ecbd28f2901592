import { noteRegistered, TAG_NAME } from './copies.js';
import { GhlSocialConnectElement } from './ghl-social-connect.js';
import { warn } from './connect/log.js';

export { TAG_NAME };

/**
 * Registers the element. If the tag is already registered, the existing element stays, so the script may be loaded twice;
 * a different version logs a warning. Does nothing where there is no registry: on a server, or in a content script of a
 * browser extension.
 *
 * @param tagName Another tag name. Default: `ghl-social-connect`.
 */
export function defineSocialConnect(tagName: string = TAG_NAME): void {
  const registry = globalThis.customElements as CustomElementRegistry | null | undefined;
  if (!registry) return;
  const existing = registry.get(tagName) as { version?: string } | undefined;
  if (!existing) {
    // A class can be registered only once, so another tag needs a class of its own.
    registry.define(tagName, tagName === TAG_NAME ? GhlSocialConnectElement : class extends GhlSocialConnectElement {});
    noteRegistered();
    return;
  }
  if (existing.version === GhlSocialConnectElement.version) return;
  warn(
    `<${tagName}> is already registered in version ${existing.version ?? 'unknown'}; version ${GhlSocialConnectElement.version} is not used.`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'ghl-social-connect': GhlSocialConnectElement;
  }
}
