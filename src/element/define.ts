import { GhlSocialConnectElement } from './ghl-social-connect.js';
import { warn } from './connect/log.js';

/** The element's tag. */
export const TAG_NAME = 'ghl-social-connect';

/**
 * Registers the element. The first registration of a tag wins, so that the script may be loaded twice; a second one of
 * another version says so in the console. Does nothing where there is no registry (server rendering).
 *
 * @param tagName Another tag, where a page needs its own.
 */
export function defineSocialConnect(tagName: string = TAG_NAME): void {
  if (typeof customElements === 'undefined') return;
  const existing = customElements.get(tagName) as { version?: string } | undefined;
  if (!existing) {
    // One class can be registered once only; another tag needs a class of its own.
    customElements.define(
      tagName,
      tagName === TAG_NAME ? GhlSocialConnectElement : class extends GhlSocialConnectElement {},
    );
    return;
  }
  if (existing.version === GhlSocialConnectElement.version) return;
  warn(
    `<${tagName}> is already defined in version ${existing.version ?? 'unknown'}; version ${GhlSocialConnectElement.version} stays unused.`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'ghl-social-connect': GhlSocialConnectElement;
  }
}
