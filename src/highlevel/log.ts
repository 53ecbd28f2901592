/** Writes advice for the page's developer to the console. */
export function warn(message: string): void {
  console.warn(`[ghl-social-connect] ${message}`);
}
