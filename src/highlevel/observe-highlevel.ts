/** Events of HighLevel's page. Source: https://marketplace.gohighlevel.com/docs/marketplace-modules/CustomJs */
const ROUTE_EVENTS = ['routeChangeEvent', 'routeLoaded'];

/**
 * Observes what may change the sub-account without a reload of this page.
 *
 * Custom JavaScript learns of routes by events. A page in a frame learns nothing, but who changes the sub-account uses
 * HighLevel's page, and the frame gets the focus again before the next click in it.
 *
 * @param onChange Called with whether HighLevel has certainly another route.
 * @returns Ends the observation.
 */
export function observeHighLevel(onChange: (isCertain: boolean) => void): () => void {
  if (typeof window === 'undefined') return () => undefined;
  const listeners: [name: string, listener: (event: Event) => void][] = ROUTE_EVENTS.map((name) => [
    name,
    () => onChange(true),
  ]);
  // Browsers may keep a page for the way back.
  listeners.push(['pageshow', (event) => (event as PageTransitionEvent).persisted && onChange(false)]);
  if (parent !== window) listeners.push(['focus', () => onChange(false)]);
  for (const [name, listener] of listeners) addEventListener(name, listener);
  return () => {
    for (const [name, listener] of listeners) removeEventListener(name, listener);
  };
}
