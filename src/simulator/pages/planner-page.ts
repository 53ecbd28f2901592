import { isPlatform, PLATFORM_NAMES, PLATFORMS } from '../../protocol/platforms.js';
import type { Context } from '../context.js';
import { readHealth } from '../data/account-health.js';
import { avatarUrl } from '../data/avatars.js';
import { connectAccount } from '../data/connect-account.js';
import type { SimulatedAccount } from '../data/records.js';
import { createFailure, createPageResponse } from '../responses.js';
import { readParameters, respondToControl } from './control.js';
import { createDocument, escapeHtml } from './document.js';

function createRow(account: SimulatedAccount, context: Context): string {
  const { requestedScenario, defaultScenario, clock } = context;
  const { expiresAt, isExpired } = readHealth(account, requestedScenario ?? defaultScenario, clock.now());
  const avatar = avatarUrl(context, account);
  const image = avatar ? `<img src="${escapeHtml(avatar)}" alt="">` : '';
  const expiry = `${isExpired ? 'expired' : 'until'} ${new Date(expiresAt).toISOString().slice(0, 10)}`;
  const cells = [image, escapeHtml(account.name), PLATFORMS[account.platform].name, expiry];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

/** HighLevel's Social Planner page of a location, reduced to its accounts and a way to connect one. */
export function handlePlannerPage(context: Context): Response {
  const { locationId = '' } = context.params;
  const accounts = context.store.accountsOf(locationId).filter(({ deleted }) => !deleted);
  const options = PLATFORM_NAMES.map((name) => `<option value="${name}">${escapeHtml(PLATFORMS[name].name)}</option>`);
  const html = createDocument({
    title: 'Social Planner',
    bodyAttributes: ' class="wide"',
    main: `<p>HighLevel's own page of the location <strong>${escapeHtml(locationId)}</strong>.</p>
<form method="post">
<label>Platform <select name="platform">${options.join('')}</select></label>
<button class="primary">Connect</button>
</form>
<div class="scroll"><table>
<thead><tr><td></td><th scope="col">Account</th><th scope="col">Platform</th><th scope="col">Access</th></tr></thead>
<tbody>
${accounts.map((account) => createRow(account, context)).join('\n')}
</tbody></table></div>`,
  });
  return createPageResponse(200, html);
}

/** Connects an account of `platform`, without a popup. */
export async function handlePlannerConnect(context: Context): Promise<Response> {
  const { url, params, requestedScenario, defaultScenario } = context;
  const platform = (await readParameters(context)).get('platform');
  if (!isPlatform(platform)) return createFailure(422, ['platform must be a platform']);
  const scenario = requestedScenario ?? defaultScenario;
  const account = connectAccount(context, { locationId: params.locationId ?? '', platform, scenario });
  return account
    ? respondToControl(context, url.pathname, { id: account.id, oauthId: account.oauthId })
    : createFailure(422, ['this person has no account on the platform']);
}
