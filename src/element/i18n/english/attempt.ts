import type { Labels } from '../label-keys.js';

/** The texts of an attempt and of its end. They load with the first attempt. */
export const attemptTexts = {
  signedIn: '{platform}: signed in',
  waiting:
    'Continue in the window that opened. Lost it? Press the button again. Does it show an error? Close it and try again.',
  openLink: 'Open the sign-in page',
  unreachable: 'Finish in the other window, then come back. This page cannot close it for you.',
  finished: 'I have finished',
  checking: 'Checking whether {platform} is connected…',
  cancel: 'Cancel',
  cancelled: 'Sign-in was cancelled.',
  denied: 'Access was not granted.',
  finishConnecting: 'Finish connecting {platform}',
  unconfirmed: 'Signed in to {platform}? Press the button once more to finish.',
  stillUnconfirmed: 'We could not confirm whether {platform} is connected. Check your accounts, or connect again.',
  refused: 'HighLevel refused the request. Tell the owner of this site.',
  loadingDetails: 'Loading your accounts…',
  detailsFailed: 'You are signed in to {platform}, but its accounts could not be loaded. {message}',
  tryAgain: 'Try again',
  start_failed: 'The sign-in page could not be opened.',
  timed_out: 'Signing in took too long.',
  provider_error: '{platform} reported a problem: {message}',
  unauthorized: 'Your session has expired. Reload the page and try again.',
  forbidden: 'The service does not allow this.',
  not_found: 'The service did not find what was asked for.',
  no_user_context: 'Open this page in HighLevel, inside a sub-account, and try again.',
  rate_limited: 'Too many requests. Wait a moment and try again.',
  upstream_error: 'The service has a problem. Try again later.',
  invalid_response: 'The service sent an answer that cannot be read.',
} satisfies Partial<Labels>;
