const REFUSED = 'Check `sharedSecret`, and whether the app is installed in this sub-account';

/** Advice for the page's developer. */
export const HINTS = {
  slow: 'HighLevel has not answered for 5 s. It answers custom pages of marketplace apps, and not custom menu links. With a new Shared Secret, the app may have to be installed again.',
  placeholder: 'HighLevel did not replace a placeholder in the address of this page.',
  refused: `${REFUSED}.`,
  /** The same, where another page than HighLevel's own has sent it. */
  foreign: `${REFUSED}, and \`parentOrigins\`.`,
  unreadable: 'Check that it runs, its `allowedOrigins`, and the connect-src of this page.',
} as const;
