/** What the simulator can do, by name, in one sentence each. */
export const SCENARIOS = {
  ok: 'The account is connected: the finish page posts one good message and closes itself.',
  'hyphen-page': 'The message spells its page as in the documented table: social-media-posting.',
  'undefined-strings': 'Every value that is missing from the message is the word "undefined".',
  reconnect: 'The message has no account id but a list of reconnected accounts.',
  'reconnect-string': 'The message has one reconnected account as a string instead of a list.',
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
  flood: 'The finish page posts a thousand rubbish messages before the good one.',
  coop: 'The consent page isolates itself by Cross-Origin-Opener-Policy, so that the popup is cut off.',
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
  'details-slow': 'The details come late.',
} as const satisfies Record<string, string>;

/** Name of one behaviour of the simulator. */
export type Scenario = keyof typeof SCENARIOS;

/** Whether `value` names a scenario. */
export function isScenario(value: unknown): value is Scenario {
  return typeof value === 'string' && Object.hasOwn(SCENARIOS, value);
}
