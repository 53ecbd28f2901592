/** An object, and so a property: no attribute can hold it. */
export const PLATFORMS = ['facebook', 'linkedin'] as const;

/** What the page adds to the question before an account is disconnected. */
export const NOTE = '3 scheduled posts will not be published.';
