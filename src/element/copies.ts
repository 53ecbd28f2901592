import { warn } from './connect/log.js';

/** The element's tag. */
export const TAG_NAME = 'ghl-social-connect';

let isRegistered = false;
const checked = new Set<string>();

/** Notes that this copy of the package has registered an element. */
export function noteRegistered(): void {
  isRegistered = true;
}

/**
 * Warns once if a function for the whole page cannot have an effect, because the tag belongs, or later belongs, to another
 * copy of the package: a bundle may contain one, and a script tag load another.
 */
export function warnIfUnused(name: 'configure' | 'registerLabels' | 'registerIcons'): void {
  if (checked.has(name)) return;
  checked.add(name);
  const registry = globalThis.customElements as CustomElementRegistry | null | undefined;
  void registry?.whenDefined(TAG_NAME).then(() => {
    if (isRegistered) return;
    const advice = `Load it once, or call customElements.get('${TAG_NAME}').${name}().`;
    warn(`${name}() has no effect: <${TAG_NAME}> is of another copy of the package. ${advice}`);
  });
}
