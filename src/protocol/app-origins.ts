/** Where HighLevel's own app lives. White-label agencies have a domain of their own. */
export const HIGHLEVEL_APP_ORIGINS: readonly string[] = [
  'https://app.gohighlevel.com',
  'https://app.leadconnectorhq.com',
];
