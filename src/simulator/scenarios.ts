/** What the simulator can do, by name, in one sentence each. */
export const SCENARIOS = {
  ok: 'The account is connected: the finish page posts one valid message and closes itself.',
  'hyphen-page': 'The message spells its page as in the documented table: social-media-posting.',
  'undefined-strings': 'Every value that is missing from the message is the word "undefined".',
  reconnect: 'The message has no account id but a list of reconnected accounts.',
  'reconnect-string': 'The message has one reconnected account as a string instead of a list.',
  'other-account': 'The person signs in as somebody else, who manages other accounts.',
  denied: 'The message says that the person refused the consent.',
  'provider-error': 'The message reports an error of the platform, with a text.',
  slow: 'The finish page waits before it posts the message and closes itself.',
  never: 'The finish page posts nothing and stays open.',
  'blank-finish': 'The finish page posts the message but does not close itself.',
  'wrong-origin': "The message comes from the provider's page instead of the finish page.",
  malformed: 'The message has values of the wrong type.',
  'wrong-platform': 'The message names another platform than the one that was started.',
  duplicate: 'The finish page posts the same message twice.',
  late: 'The finish page posts the message long after it has loaded and stays open.',
  flood: 'The finish page posts a thousand meaningless messages before the valid one.',
  coop: 'The consent page has a Cross-Origin-Opener-Policy, which makes the popup unreachable every time.',
  'login-coop':
    'The platform asks for a password first; that page has a Cross-Origin-Opener-Policy, so only the second attempt reaches the page.',
  'expires-soon': 'The accounts that the location has from the beginning expire in three days.',
  expired: 'The accounts that the location has from the beginning have expired; a reconnect renews them.',
  revoked: 'The platform withdrew the access to the accounts from the beginning before they expired.',
  'limit-reached': 'Google says of every location that its limit of accounts is reached.',
  'start-401': 'The start is refused: the token is not valid.',
  'start-422': 'The start is refused: the query is not valid.',
  'start-429': 'The start is refused: too many requests.',
  'start-500': 'The start fails inside HighLevel.',
  'start-200-no-location': 'The start answers 200 and names no sign-in page, as for a token without the scope.',
  'start-evil-location': 'The start redirects to a site that is neither a platform nor HighLevel.',
  'details-401-scope': 'The details are refused: the token lacks the scope.',
  'details-429': 'The details are refused: too many requests.',
  'details-500': 'The details fail inside HighLevel.',
  'details-html': 'The details are an HTML page.',
  'details-invalid': 'The details are JSON of an unknown shape.',
  'details-huge': 'The details are longer than 1 MB.',
  'details-slow': 'The details take long.',
  'api-400-version': 'Every route says that it is not available in this version of the API.',
  'api-400-removed': 'Every route says that the endpoint has been removed.',
  'api-400-inactive': 'Every route says that the location is not active.',
  'api-401-jwt': 'Every route says "Invalid JWT", as it also does when a reverse proxy loses the Version header.',
  'firewall-401': 'A gateway in front of HighLevel asks for credentials with an HTML page.',
  'firewall-403': 'A firewall in front of HighLevel refuses every request without JSON.',
  'firewall-404': 'A gateway in front of HighLevel does not know the path and sends an HTML page.',
  'context-slow': 'The shell answers the request for the user context late.',
  'context-none': 'The shell does not answer it, as behind a custom menu link.',
  'context-empty': 'The user context is empty, as if nobody were signed in to HighLevel.',
  'context-wrong-secret': 'The user context is encrypted with another secret, as after a new Shared Secret.',
  'context-object': 'The user context is an object instead of text.',
  'context-placeholder': "The placeholders in the address of the app's page are not replaced.",
} as const satisfies Record<string, string>;

/** Name of one behaviour of the simulator. */
export type Scenario = keyof typeof SCENARIOS;

/** Whether `value` names a scenario. */
export function isScenario(value: unknown): value is Scenario {
  return typeof value === 'string' && Object.hasOwn(SCENARIOS, value);
}
