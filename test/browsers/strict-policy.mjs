const EXTRA_POLICY = /^[a-z-]*$/;

/**
 * Adds the strictest Content Security Policy under which the element works to files requested with `?strict`: it allows
 * scripts of the page's own origin, requests to the proxy, and the element's Trusted Types policy. `?strict=<name>` allows a
 * policy of that name as well.
 */
export function strictPolicy() {
  return (context, next) => {
    const { strict } = context.query;
    if (typeof strict === 'string' && EXTRA_POLICY.test(strict)) {
      const { localPort } = context.req.socket;
      const policy = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'none'",
        `connect-src http://proxy.localhost:${localPort}`,
        "require-trusted-types-for 'script'",
        `trusted-types ghl-social-connect ${strict}`.trim(),
      ];
      context.set('Content-Security-Policy', policy.join('; '));
    }
    return next();
  };
}
