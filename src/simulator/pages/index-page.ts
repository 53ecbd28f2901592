import { PLATFORM_NAMES, PLATFORMS, type Platform } from '../../protocol/platforms.js';
import type { Context } from '../context.js';
import type { RecordedRequest } from '../request-log.js';
import { createPageResponse } from '../responses.js';
import { SCENARIOS } from '../scenarios.js';
import { createDocument, escapeHtml } from './document.js';

const SHOWN_REQUESTS = 25;

const DAY_S = 86_400;

/** What the page lists: method, path with its variable parts in braces, meaning. */
const ROUTES: readonly (readonly [method: string, path: string, meaning: string])[] = [
  ['GET', '/social-media-posting/oauth/{platform}/start', 'Starts a sign-in; the address for a popup or a proxy'],
  ['GET', '/social-media-posting/oauth/{locationId}/{platform}/accounts/{accountId}', 'The accounts of a login'],
  ['POST', '/social-media-posting/oauth/{locationId}/{platform}/accounts/{accountId}', 'Attaches one of them'],
  ['GET', '/social-media-posting/{locationId}/accounts', 'The connected accounts of a location'],
  ['DELETE', '/social-media-posting/{locationId}/accounts/{id}', 'Disconnects one of them'],
  ['GET', '/v2/oauth/chooselocation', 'Asks an admin where to install the app'],
  ['POST', '/oauth/token', 'Exchanges an authorization code or a refresh token'],
  ['POST', '/oauth/locationToken', "Exchanges a company's token for a location's"],
  ['GET', '/oauth/installedLocations', 'The locations where a company has installed the app'],
  ['GET', '/v2/location/{locationId}/marketing/social-planner', "HighLevel's own page of a location"],
  ['GET', '/v2/location/{locationId}/custom-page', "HighLevel's shell with the app's page in a frame"],
  ['GET', '/v2/agency/custom-page', 'The same in the view of the agency, which has no location'],
  ['GET', '/simulator/user-context?locationId={locationId}', 'What the shell answers to that page'],
  ['GET', '/simulator/requests', 'The last 200 requests as JSON'],
  ['GET', '/simulator/clock', 'The simulated time as JSON'],
  ['POST', '/simulator/clock?advance={seconds}', 'Moves the time; now={ISO time} sets it'],
  ['POST', '/simulator/scenario?name={scenario}', 'Sets the scenario of requests that name none'],
  ['GET', '/simulator/webhook-key', 'The public key of the webhooks as JSON'],
  ['POST', '/simulator/uninstall?locationId={locationId}', 'Removes the app there; companyId={id} for an agency'],
  ['POST', '/simulator/reset', 'Forgets logins, accounts, installations and requests'],
];

function createTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const headCells = head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const bodyRows = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(head.join(', '))}">
<table><thead><tr>${headCells}</tr></thead><tbody>
${bodyRows.join('\n')}
</tbody></table></div>`;
}

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

function createSnippet(origin: string): string {
  return escapeHtml(`<ghl-social-connect
  platform="facebook"
  location-id="LOCATION_ID"
  user-id="USER_ID"
  start-url="${origin}/social-media-posting/oauth/{platform}/start"
  allowed-origins="${origin}"
></ghl-social-connect>`);
}

function createStartLink(platform: Platform): string {
  const href = `/social-media-posting/oauth/${platform}/start?locationId=LOCATION_ID&userId=USER_ID`;
  return `<a href="${escapeHtml(href)}" target="_blank" rel="noopener">${escapeHtml(PLATFORMS[platform].name)}</a>`;
}

function createControls({ clock, defaultScenario }: Context): string {
  const options = Object.entries(SCENARIOS).map(([name, text]) => {
    const selected = name === defaultScenario ? ' selected' : '';
    return `<option value="${name}"${selected}>${escapeHtml(`${name}: ${text}`)}</option>`;
  });
  const days = [1, 7, 30, 90].map(
    (count) => `<option value="${count * DAY_S}">${count === 1 ? '1 day' : `${count} days`}</option>`,
  );
  return `<form action="/simulator/scenario" method="post">
<label>Scenario of requests that name none <select name="name">${options.join('')}</select></label>
<button>Set</button>
</form>
<form action="/simulator/clock" method="post">
<label>Simulated time: ${escapeHtml(new Date(clock.now()).toISOString())} <select name="advance">${days.join('')}</select></label>
<button>Move forward</button>
</form>
<form action="/simulator/reset" method="post"><button>Reset everything</button></form>`;
}

function describeRequest({ method, path, query, status }: RecordedRequest): readonly string[] {
  const parameters = new URLSearchParams(query).toString();
  return [code(method), String(status), code(parameters ? `${path}?${parameters}` : path)];
}

/** The page at `/`: what the simulator has, what was asked of it, and how to change it. */
export function handleIndex(context: Context): Response {
  const requests = context.controls.requests().slice(-SHOWN_REQUESTS).reverse();
  const html = createDocument({
    title: 'Simulated HighLevel',
    bodyAttributes: ' class="wide"',
    main: `<p>This server stands in for HighLevel and the social networks.</p>
<pre tabindex="0">${createSnippet(context.url.origin)}</pre>
<h2>Try a sign-in</h2>
<p>${PLATFORM_NAMES.map(createStartLink).join(' · ')}</p>
<h2>HighLevel's own page</h2>
<p><a href="/v2/location/LOCATION_ID/marketing/social-planner">Social Planner of the location LOCATION_ID</a> ·
<a href="/v2/location/LOCATION_ID/custom-page">The shell around an app's page</a></p>
<h2>Controls</h2>
${createControls(context)}
<h2>Last requests</h2>
${requests.length === 0 ? '<p>None yet.</p>' : createTable(['Method', 'Status', 'Address'], requests.map(describeRequest))}
<h2>Addresses</h2>
${createTable(
  ['Method', 'Path', 'Meaning'],
  ROUTES.map(([method, path, meaning]) => [code(method), code(path), escapeHtml(meaning)]),
)}`,
  });
  return createPageResponse(200, html);
}
