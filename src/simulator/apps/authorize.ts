import { ID_PATTERN } from '../../protocol/ids.js';
import { parseSecureUrl } from '../../protocol/secure-url.js';
import type { Context } from '../context.js';
import { createForm, createSelfSendingPage } from '../oauth/pages.js';
import { createDocument, createErrorPage, escapeHtml } from '../pages/document.js';
import { createPageResponse, createRedirect } from '../responses.js';
import type { Installer } from './registry.js';

/** What the query of the authorize page asks for. */
interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: URL;
  readonly scope: string;
}

const COMPANY = 'company';
/** HighLevel refuses redirect addresses that contain its names. Source: its documentation of OAuth 2.0. */
const RESERVED_NAMES = /gohighlevel|highlevel\.com|leadconnector/i;

const fail = (text: string): Response => createPageResponse(400, createErrorPage(text));

/** Reads the query, or returns the page that says what is wrong: no one may be sent to an address that does not belong to the app. */
function readRequest({ url, apps }: Context): AuthorizeRequest | Response {
  const query = url.searchParams;
  const { settings } = apps;
  const clientId = query.get('client_id') ?? '';
  if (clientId === '' || (settings.clientId !== undefined && clientId !== settings.clientId)) {
    return fail('There is no app with this client_id.');
  }
  if (query.get('response_type') !== 'code') return fail('response_type must be code.');
  const text = query.get('redirect_uri') ?? '';
  const redirectUri = parseSecureUrl(text);
  const isAllowed = settings.redirectUri === undefined || settings.redirectUri === text;
  if (redirectUri === undefined || !isAllowed || RESERVED_NAMES.test(redirectUri.host)) {
    return fail('redirect_uri is not a redirect address of this app.');
  }
  const scope = query.get('scope')?.trim() ?? '';
  return scope === '' ? fail('scope must name at least one scope.') : { clientId, redirectUri, scope };
}

function createDecisionUrl({ url }: Context): URL {
  const decisionUrl = new URL('/oauth/chooselocation/decision', url);
  for (const name of ['response_type', 'client_id', 'redirect_uri', 'scope', 'state']) {
    const value = url.searchParams.get(name);
    if (value !== null) decisionUrl.searchParams.set(name, value);
  }
  return decisionUrl;
}

function createChoice(value: string, label: string, isFirst: boolean): string {
  const checked = isFirst ? ' checked' : '';
  return `<label class="choice"><input type="radio" name="installer" value="${escapeHtml(value)}"${checked}> ${escapeHtml(label)}</label>`;
}

/** HighLevel's page on which an admin chooses a location and installs the app. */
export function handleChooseLocation(context: Context): Response {
  const asked = readRequest(context);
  if (asked instanceof Response) return asked;
  const { settings: app } = context.apps;
  const decisionUrl = createDecisionUrl(context);
  const [first] = app.locations;
  if (context.settings.consent !== 'ask') {
    decisionUrl.searchParams.set('installer', first ?? COMPANY);
    decisionUrl.searchParams.set('decision', context.settings.consent);
    return createPageResponse(200, createSelfSendingPage('the app', decisionUrl));
  }
  const choices = [
    ...app.locations.map((id) => createChoice(id, `Location ${id}`, id === first)),
    createChoice(COMPANY, `All locations of the agency ${app.companyId}`, first === undefined),
  ];
  const scopes = asked.scope.split(/\s+/).map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`);
  const html = createDocument({
    title: 'Choose where to install the app',
    main: `<p>The app <strong>${escapeHtml(asked.clientId)}</strong> asks for these scopes:</p>
<ul>${scopes.join('')}</ul>
${createForm(
  decisionUrl,
  `<fieldset><legend>Install it for</legend>${choices.join('')}</fieldset>
<button id="cancel" name="decision" value="deny">Cancel</button>
<button id="install" name="decision" value="allow">Install</button>`,
)}`,
  });
  return createPageResponse(200, html);
}

function readInstaller({ url, apps }: Context): Installer | undefined {
  const { companyId, locations } = apps.settings;
  const chosen = url.searchParams.get('installer') ?? '';
  if (chosen === COMPANY && !locations.includes(COMPANY)) return { companyId };
  return ID_PATTERN.test(chosen) && locations.includes(chosen) ? { companyId, locationId: chosen } : undefined;
}

/** What HighLevel does with the decision: sends INSTALL, and the browser back to the app, with a code or an error. */
export async function handleInstallDecision(context: Context): Promise<Response> {
  const asked = readRequest(context);
  if (asked instanceof Response) return asked;
  const { redirectUri, clientId, scope } = asked;
  const state = context.url.searchParams.get('state');
  const target = new URL(redirectUri);
  if (state !== null) target.searchParams.set('state', state);
  if (context.url.searchParams.get('decision') !== 'allow') {
    target.searchParams.set('error', 'access_denied');
    return createRedirect(target);
  }
  const installer = readInstaller(context);
  if (installer === undefined) return fail('There is no such location.');
  await context.apps.install(installer, clientId);
  const redirect = context.url.searchParams.get('redirect_uri') ?? undefined;
  target.searchParams.set(
    'code',
    context.apps.registry.issueCode({ installer, clientId, scope, redirectUri: redirect }),
  );
  return createRedirect(target);
}
