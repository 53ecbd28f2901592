import { ID_PATTERN } from '../../protocol/ids.js';
import type { Context } from '../context.js';
import { createErrorPage, escapeHtml } from '../pages/document.js';
import { createPageResponse } from '../responses.js';
import { SCENARIOS } from '../scenarios.js';
import { replacePlaceholders } from './shell-options.js';
import { SHELL_USER_ID } from './user-context.js';

/** A view that the switcher offers: a location, or the agency's own view. */
interface View {
  /** Empty in the agency's view. */
  readonly locationId: string;
  /** What the switcher calls it. */
  readonly name: string;
  readonly title: string;
  readonly path: string;
}

function createView(locationId: string): View {
  if (locationId === '') {
    return { locationId, name: 'Agency view', title: 'Agency view', path: '/v2/agency/custom-page' };
  }
  const path = `/v2/location/${locationId}/custom-page`;
  return { locationId, name: locationId, title: `Location ${locationId}`, path };
}

/** The locations of the agency, the one that is open even if it is none of them, and the agency's view. */
function listViews({ settings }: Context, locationId: string): readonly View[] {
  return [...new Set([...settings.app.locations, locationId, ''])].map(createView);
}

function createFrameAddress({ settings, requestedScenario, defaultScenario }: Context, locationId: string): string {
  const { customPage = '' } = settings.shell;
  if ((requestedScenario ?? defaultScenario) === 'context-placeholder') return customPage;
  return replacePlaceholders(customPage, { 'location.id': locationId, 'user.id': SHELL_USER_ID });
}

const createPlannerPath = (locationId: string): string =>
  locationId === '' ? '' : `/v2/location/${locationId}/marketing/social-planner`;

function createViewLink(context: Context, { locationId, name, title, path }: View, isOpen: boolean): string {
  const attributes = {
    href: path + context.url.search,
    'data-location': locationId,
    'data-title': title,
    'data-frame': createFrameAddress(context, locationId),
    'data-planner': createPlannerPath(locationId),
    ...(isOpen && { 'aria-current': 'page' }),
  };
  const text = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escapeHtml(value)}"`);
  return `<li><a${text.join('')}>${escapeHtml(name)}</a></li>`;
}

function createScenarioForm({ requestedScenario, defaultScenario }: Context): string {
  const current = requestedScenario ?? defaultScenario;
  const names = Object.keys(SCENARIOS).filter((name) => name === 'ok' || name.startsWith('context-'));
  const options = names.map((name) => {
    const text = name === 'ok' ? 'ok: The shell answers at once.' : `${name}: ${SCENARIOS[name as 'ok']}`;
    return `<option value="${name}"${name === current ? ' selected' : ''}>${escapeHtml(text)}</option>`;
  });
  return `<form method="get">
<label>Scenario <select name="scenario">${options.join('')}</select></label>
<button>Reload</button>
</form>`;
}

/** Custom JavaScript is a part of HighLevel's page, so what it loads is allowed by the policy of that page. */
function createPolicy({ settings }: Context): string {
  const { customJavaScript } = settings.shell;
  const scripts = customJavaScript === undefined ? '' : ` ${new URL(customJavaScript).origin}`;
  const others = customJavaScript === undefined ? "'self'" : '*';
  return `default-src 'none'; style-src 'self'; script-src 'self'${scripts}; img-src ${others} data:; connect-src ${others}; frame-src *; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
}

function createContent(context: Context, locationId: string): string {
  const { customPage, customJavaScript } = context.settings.shell;
  if (customPage !== undefined) {
    return `<iframe title="The app's page" src="${escapeHtml(createFrameAddress(context, locationId))}"></iframe>`;
  }
  return customJavaScript === undefined ? '<p>No app: set <code>shell.customPage</code>.</p>' : '<div></div>';
}

function createShell(context: Context, locationId: string): string {
  const { title } = createView(locationId);
  const { customJavaScript, whiteLabelDomain } = context.settings.shell;
  const planner = createPlannerPath(locationId);
  const custom =
    customJavaScript === undefined ? '' : `<script type="module" src="${escapeHtml(customJavaScript)}"></script>`;
  const views = listViews(context, locationId).map((view) =>
    createViewLink(context, view, view.locationId === locationId),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}: simulated HighLevel</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/simulator/style.css">
<link rel="stylesheet" href="/simulator/shell.css">
<script type="module" src="/simulator/shell.js"></script>
${custom}
</head>
<body class="shell">
<header class="sidebar">
<p class="brand">${escapeHtml(whiteLabelDomain ?? 'HighLevel')}</p>
<p class="note">Simulated: no real account is involved.</p>
<nav aria-labelledby="switcher"><h2 id="switcher">Switch the location</h2><ul>${views.join('')}</ul></nav>
</header>
<main>
<h1 aria-live="polite">${escapeHtml(title)}</h1>
${createContent(context, locationId)}
</main>
<footer class="sidebar">
<nav aria-labelledby="pages"><h2 id="pages">Other pages</h2><ul>
<li id="planner"${planner === '' ? ' hidden' : ''}><a href="${escapeHtml(planner)}">Social Planner</a></li>
<li><a href="/">Addresses and controls</a></li></ul></nav>
${createScenarioForm(context)}
</footer>
</body>
</html>
`;
}

/** HighLevel's own page around the app's: a sidebar, the switcher of locations, and the app in a frame. */
export function handleShell(context: Context): Response {
  const { locationId = '' } = context.params;
  if (locationId !== '' && !ID_PATTERN.test(locationId)) {
    return createPageResponse(404, createErrorPage('There is no such location.'));
  }
  return createPageResponse(200, createShell(context, locationId), {
    'Content-Security-Policy': createPolicy(context),
  });
}
