/** What a page that posts to its opener does. */
export interface FinishOrders {
  /** The messages, in this order. */
  readonly messages: readonly unknown[];
  /** Wait before the first one, in milliseconds. */
  readonly delay: number;
  /** Whether the window closes itself afterwards. */
  readonly closes: boolean;
}

/** What a consent page shows and where it leads. */
export interface ConsentView {
  /** Name of the platform, as people know it. */
  readonly platformName: string;
  readonly locationId: string;
  /** Where the decision goes; its query is sent along. */
  readonly decisionUrl: URL;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes a text safe as the content of an element or as a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** `main`, `head` and `bodyAttributes` are markup already. */
function createDocument(title: string, main: string, head = '', bodyAttributes = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/simulator/style.css">
${head}
</head>
<body${bodyAttributes}>
<main>
<h1>${escapeHtml(title)}</h1>
${main}
<p class="note">Simulated: no real account is involved.</p>
</main>
</body>
</html>
`;
}

/** The page that asks a person to agree. */
export function createConsentPage({ platformName, locationId, decisionUrl }: ConsentView): string {
  const hidden = [...decisionUrl.searchParams].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const action = escapeHtml(decisionUrl.origin + decisionUrl.pathname);
  return createDocument(
    `Connect ${platformName}`,
    `<p>HighLevel asks to manage your ${escapeHtml(platformName)} accounts for the location
<strong id="location">${escapeHtml(locationId)}</strong>.</p>
<form action="${action}" method="get">
${hidden.join('\n')}
<button id="cancel" name="decision" value="deny">Cancel</button>
<button id="allow" name="decision" value="allow">Allow</button>
</form>`,
  );
}

/** A consent page that decides by itself: a real document that sends itself on. */
export function createSelfDecidingPage({ platformName, decisionUrl }: ConsentView, decision: 'allow' | 'deny'): string {
  const target = new URL(decisionUrl);
  target.searchParams.set('decision', decision);
  const url = escapeHtml(target.href);
  return createDocument(
    `Connect ${platformName}`,
    `<p><a href="${url}">Continue</a></p>`,
    `<meta http-equiv="refresh" content="0;url=${url}">`,
  );
}

/** The page that posts to its opener. */
export function createFinishPage(platformName: string, orders: FinishOrders): string {
  return createDocument(
    `${platformName} and HighLevel`,
    '<p>You can close this window.</p>',
    '<script src="/simulator/finish.js" defer></script>',
    ` data-orders="${escapeHtml(JSON.stringify(orders))}"`,
  );
}

/** A page that says what is wrong with the address. */
export function createErrorPage(text: string): string {
  return createDocument('This page cannot be shown', `<p>${escapeHtml(text)}</p>`);
}
