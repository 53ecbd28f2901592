const EXTRA_POLICY = /^[a-z-]*$/;

/**
 * Gives a file asked for with `?strict` the strictest content security policy that the element works under: nothing but
 * scripts of the page's own origin, requests to the proxy, and the named Trusted Types policy; `?strict=<name>` allows
 * another policy of that name.
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
