/** What the page sets for every tag. */
export const PAGE_SETTINGS = { fetchDetails: true, noAvatars: true, popupWidth: 700 };

/** What the tag is given first, which a server writes down, and what it is given then. */
export const GIVEN = [
  { disabled: true, allowedOrigins: ['https://first.example'], sessionToken: 'first-secret' },
  { disabled: false, allowedOrigins: 'https://second.example', sessionToken: 'second-secret' },
] as const;

/** Whether the page ignores what the server sent, and draws anew. */
export const isFresh = (): boolean => location.search === '?fresh';
