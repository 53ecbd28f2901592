/** Name of the service worker's file, at the root of the site. */
export const WORKER_FILE = 'live-demo-worker.js';

/** Folder, at the root of the site, whose requests the service worker answers. */
export const LIVE_FOLDER = 'live-demo';

/** How many accounts a simulated login may manage. */
export const ACCOUNT_COUNTS: readonly number[] = [3, 0, 1, 60];

/** The person who is signed in to the live demo. */
export const DEMO_SESSION = { locationId: 'demo-location', userId: 'demo-user' };
