import { accountEnglish } from '../account-english.js';
import { attemptEnglish } from '../attempt-english.js';
import { english } from '../english.js';
import type { Labels } from '../labels.js';

/** English, which every element speaks where it knows no better. */
export default { ...english, ...attemptEnglish, ...accountEnglish } satisfies Labels;
