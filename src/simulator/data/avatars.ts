import type { Platform } from '../../protocol/platforms.js';
import { HIGHLEVEL_ORIGIN } from '../../protocol/routes.js';
import type { Context } from '../context.js';
import { createAssetResponse } from '../responses.js';

/** An account that may have a picture. */
interface Pictured {
  readonly platform: Platform;
  readonly originId: string;
  readonly hasAvatar: boolean;
}

/** A host that does not exist; the top-level domain is reserved (RFC 2606). */
const NO_ORIGIN = 'https://avatars.example';

const HUES = 360;
/** Spreads neighbouring ids over the colour circle: the golden angle. */
const HUE_STEP = 137.5;

/**
 * Address of an account's picture, which the simulator serves; `undefined` if the account has none. Where the simulator
 * stands in for HighLevel's real address, nothing on the network would serve it, so the picture has no real host either.
 */
export function avatarUrl({ url }: Context, { platform, originId, hasAvatar }: Pictured): string | undefined {
  if (!hasAvatar) return undefined;
  const origin = url.origin === HIGHLEVEL_ORIGIN ? NO_ORIGIN : url.origin;
  return `${origin}/simulator/avatars/${platform}/${originId}.svg`;
}

/** Draws the picture of an account: rings in a colour that follows from its id. */
export function handleAvatar({ params }: Context): Response {
  const number = Number((params.id ?? '').replace(/\D/g, '').slice(-4));
  const hue = Math.round(number * HUE_STEP) % HUES;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">
<rect width="96" height="96" fill="hsl(${hue} 60% 40%)"/>
<circle cx="48" cy="48" r="30" fill="none" stroke="hsl(${hue} 70% 75%)" stroke-width="8"/>
<circle cx="48" cy="48" r="10" fill="hsl(${hue} 70% 85%)"/>
</svg>`;
  return createAssetResponse('image/svg+xml', svg, {
    'Content-Security-Policy': "default-src 'none'",
    'cross-origin-resource-policy': 'cross-origin',
  });
}
