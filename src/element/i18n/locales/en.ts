import { accountListTexts } from '../english/account-list.js';
import { accountTexts } from '../english/accounts.js';
import { attemptTexts } from '../english/attempt.js';
import { buttonTexts } from '../english/button.js';
import { sessionTexts } from '../english/session.js';
import type { Labels } from '../label-keys.js';

/**
 * English, the fallback of every text. Its tables are five files, because all of it would add 770 bytes (brotli) to what
 * a page loads before the first click.
 */
export default {
  ...buttonTexts,
  ...attemptTexts,
  ...sessionTexts,
  ...accountTexts,
  ...accountListTexts,
} satisfies Labels;
