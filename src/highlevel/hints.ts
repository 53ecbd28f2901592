/** Advice for the page's developer. */
export const HINTS = {
  slow: 'HighLevel has not answered the request for the user context for 5 s. It answers the custom pages of marketplace apps, and not custom menu links. After the Shared Secret was regenerated, the app may have to be installed again. The page keeps waiting.',
  placeholder:
    'The address of this page has a placeholder that HighLevel did not replace, such as {{location.id}}. It is not used; the location comes from the user context.',
  refused:
    'Check that `sharedSecret` is the one of this app, that the app is installed in this sub-account, and that `parentOrigins` lists the white-label domain.',
  unreadable: 'Check that it runs, its `allowedOrigins`, and the connect-src of this page.',
} as const;
