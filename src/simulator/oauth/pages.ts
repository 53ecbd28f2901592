import { createDocument, escapeHtml } from '../pages/document.js';

/** What a page that posts to its opener does. */
export interface FinishScript {
  /** The messages, in this order. */
  readonly messages: readonly unknown[];
  /** Wait before the first one, in milliseconds. */
  readonly delay: number;
  /** Whether the window closes itself afterwards. */
  readonly closesWindow: boolean;
}

/** What a consent page shows and where it leads. */
export interface ConsentView {
  /** Name of the platform, as people know it. */
  readonly platformName: string;
  readonly locationId: string;
  /** Where the decision goes; its query is sent along. */
  readonly decisionUrl: URL;
}

/** A form that opens `target` by GET; the query of `target` becomes hidden fields. */
export function createForm(target: URL, buttons: string): string {
  const hidden = [...target.searchParams].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form action="${escapeHtml(target.origin + target.pathname)}" method="get">
${hidden.join('\n')}
${buttons}
</form>`;
}

/** Creates the page that asks a person for consent. */
export function createConsentPage({ platformName, locationId, decisionUrl }: ConsentView): string {
  const buttons = `<button id="cancel" name="decision" value="deny">Cancel</button>
<button id="allow" name="decision" value="allow">Allow</button>`;
  return createDocument({
    title: `Connect ${platformName}`,
    main: `<p>HighLevel asks to manage your ${escapeHtml(platformName)} accounts for the location
<strong id="location">${escapeHtml(locationId)}</strong>.</p>
${createForm(decisionUrl, buttons)}`,
  });
}

/** Creates the page that stands for the platform's login page; it asks for no password. */
export function createLoginPage(platformName: string, target: URL): string {
  return createDocument({
    title: `Log in to ${platformName}`,
    main: `<p>The real page asks for a password here.</p>
${createForm(target, '<button id="log-in" class="primary">Log in</button>')}`,
  });
}

/** Creates a page that continues by itself: a document of its own, so that its headers take effect. */
export function createSelfSendingPage(platformName: string, target: URL): string {
  const url = escapeHtml(target.href);
  return createDocument({
    title: `Connect ${platformName}`,
    main: `<p><a href="${url}">Continue</a></p>`,
    head: `<meta http-equiv="refresh" content="0;url=${url}">`,
  });
}

/** Creates the page that posts to the opener. */
export function createFinishPage(platformName: string, script: FinishScript): string {
  return createDocument({
    title: `${platformName} and HighLevel`,
    main: '<p>You can close this window.</p>',
    head: '<script src="/simulator/finish.js" defer></script>',
    bodyAttributes: ` data-script="${escapeHtml(JSON.stringify(script))}"`,
  });
}
