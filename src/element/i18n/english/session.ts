import type { Labels } from '../label-keys.js';

/** The texts of a session that HighLevel does not give. They load with the code of the session. */
export const sessionTexts = {
  'not-framed': 'Open this page inside HighLevel.',
  'no-answer': 'HighLevel has not answered yet. Wait a moment and try again.',
  'no-session': 'You are not signed in to HighLevel. Sign in there and try again.',
  'no-location': 'Open this page inside a sub-account: the agency view has no accounts to connect.',
  'not-accepted': 'HighLevel’s sign-in was not accepted here. Tell the owner of this app.',
} satisfies Partial<Labels>;
