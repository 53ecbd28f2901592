import type { SocialConnectError } from '../../errors.js';
import { HIGHLEVEL_APP_ORIGINS } from '../../protocol/app-origins.js';
import { hint } from './hint.js';

const [HIGHLEVEL_APP = ''] = HIGHLEVEL_APP_ORIGINS;

const ADVICE = {
  option: (value: string) =>
    `This page sends "X-Frame-Options: ${value}": HighLevel cannot show it. Send frame-ancestors instead.`,
  ancestors: (value: string) =>
    `This page sends "frame-ancestors ${value}": HighLevel cannot show it. List ${HIGHLEVEL_APP} and the white-label domain of the company.`,
} as const;

/** Whether a list of `frame-ancestors` lets HighLevel show the page, as far as its wildcards say. */
function allowsHighLevel(ancestors: string): boolean {
  return ancestors
    .split(/\s+/)
    .some((source) =>
      ['*', 'https:', HIGHLEVEL_APP, 'https://*.gohighlevel.com', '*.gohighlevel.com'].includes(source),
    );
}

function findHeaderAdvice({ headers }: Response): string | undefined {
  const ancestors = /(?:^|[;,])\s*frame-ancestors\s+([^;,]*)/i.exec(headers.get('Content-Security-Policy') ?? '')?.[1];
  // Browsers ignore the older header where there is the newer one.
  if (ancestors !== undefined) return allowsHighLevel(ancestors) ? undefined : ADVICE.ancestors(ancestors.trim());
  const option = headers.get('X-Frame-Options');
  return option ? ADVICE.option(option) : undefined;
}

/**
 * Says what keeps HighLevel from showing this page, if it is not inside HighLevel: a page that a header keeps out of
 * frames stays blank there and can say nothing.
 */
export async function adviseOnFraming(error: SocialConnectError | undefined): Promise<void> {
  if (error?.reason !== 'not-framed') return;
  hint(error.message);
  try {
    const advice = findHeaderAdvice(await fetch(location.href, { method: 'HEAD', credentials: 'same-origin' }));
    if (advice !== undefined) hint(advice);
  } catch {
    // The page cannot be requested again. The first hint is enough.
  }
}
