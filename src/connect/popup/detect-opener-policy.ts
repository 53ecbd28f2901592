/** The value that cuts off every popup; see https://html.spec.whatwg.org/#cross-origin-opener-policies. */
const ISOLATING = /^same-origin(?:;|$)/;

/**
 * Whether the page's content security policy is known to allow a request to the page itself. A policy in a header cannot
 * be read, but it can be noticed: only then a nonce is hidden from the tree (https://html.spec.whatwg.org/#nonce-attributes).
 */
function mayAskItself(): boolean {
  if (document.querySelector('meta[http-equiv="content-security-policy" i]')) return false;
  const probe = document.createElement('meta');
  probe.setAttribute('nonce', 'visible');
  document.documentElement.append(probe);
  const visible = probe.getAttribute('nonce') === 'visible';
  probe.remove();
  return visible;
}

/**
 * Whether this page's own Cross-Origin-Opener-Policy cuts off the popups it opens. No script can read that header, so
 * the page is asked for once more, with `HEAD`, unless a content security policy might forbid and report that.
 *
 * @param signal Ends the request.
 * @returns `false` also where it cannot be known. Never rejects.
 */
export async function doesPageIsolateItself(signal: AbortSignal): Promise<boolean> {
  if (crossOriginIsolated) return true;
  if (!mayAskItself()) return false;
  try {
    // In a frame the header of the topmost page counts; one of another origin cannot be asked, and throws here.
    const { href } = (top ?? window).location;
    const { headers } = await fetch(href, { method: 'HEAD', cache: 'force-cache', signal });
    return ISOLATING.test(headers.get('Cross-Origin-Opener-Policy')?.trim() ?? '');
  } catch {
    return false;
  }
}
