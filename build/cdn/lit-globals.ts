interface TrustedTypes {
  readonly emptyScript: unknown;
  createPolicy(name: string, rules: object): unknown;
}

const { ShadowRoot, trustedTypes } = globalThis as typeof globalThis & { trustedTypes?: TrustedTypes };

/** Which properties Lit's decorators have declared. Lit keeps it in a global, which this package has no use for. */
export const litPropertyMetadata = new WeakMap();

/**
 * What the bundled Lit gets instead of `globalThis`, where it would leave its version and look for polyfills. Its Trusted
 * Types policy gets our name, because a page may allow a name once only.
 */
export const litGlobalThis = {
  ShadowRoot,
  litPropertyMetadata,
  trustedTypes: trustedTypes && {
    emptyScript: trustedTypes.emptyScript,
    createPolicy: (_name: string, rules: object) => trustedTypes.createPolicy('ghl-social-connect', rules),
  },
};

/** What it gets instead of `Symbol`, to which it would add `Symbol.metadata`. */
export const LitSymbol = Object.assign((description?: string) => Symbol(description), {
  for: (key: string) => Symbol.for(key),
  iterator: Symbol.iterator,
  metadata: Symbol('metadata'),
});
