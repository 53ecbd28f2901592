import type { DemoConfig } from '../config.js';

function describeLive(pageOrigin: string, { proxyOrigin, locationId }: DemoConfig): string[] {
  return [
    'LIVE: connecting here connects real accounts.',
    '',
    `Page       ${pageOrigin}`,
    `Documents  ${pageOrigin}/docs/`,
    `Proxy      ${proxyOrigin} (to the real HighLevel, for location ${locationId})`,
    '',
    'Open the page and press a button.',
    'For the simulator, unset GHL_TOKEN, GHL_LOCATION_ID and GHL_USER_ID and start again.',
  ];
}

function describeSimulated(pageOrigin: string, { highLevelOrigin, providerOrigin, proxyOrigin }: DemoConfig): string[] {
  return [
    `Page       ${pageOrigin}`,
    `Accounts   ${pageOrigin}/accounts/`,
    `App        ${pageOrigin}/app/ (its installation)`,
    `Inside     ${pageOrigin}/highlevel/ (a page in a frame of HighLevel)`,
    `Documents  ${pageOrigin}/docs/`,
    `HighLevel  ${highLevelOrigin} (simulated)`,
    `Platforms  ${providerOrigin} (simulated)`,
    `Proxy      ${proxyOrigin}`,
    '',
    'Open the page, press a button and allow access in the window that opens.',
    'For the real HighLevel, set GHL_TOKEN, GHL_LOCATION_ID and GHL_USER_ID and start again.',
  ];
}

/** What the terminal says when everything runs: the addresses, and what to do next. */
export function describeServers(pageOrigin: string, config: DemoConfig): string {
  const lines = (config.live ? describeLive : describeSimulated)(pageOrigin, config);
  return ['', ...lines, ''].map((line) => (line ? `  ${line}` : line)).join('\n');
}
