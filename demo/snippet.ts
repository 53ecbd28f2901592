import { CDN } from './cdn.js';
import type { DemoSettings } from './settings.js';

/** What the code to copy is written in. */
export type SnippetLanguage = 'html' | 'headless';

const PROXY_URL = '/highlevel';

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

function quote(value: string): string {
  return `'${value.replace(/['\\]/g, '\\$&')}'`;
}

function createHtml(platform: string, settings: DemoSettings): string {
  const { mode, locationId, userId, reconnect, after, appearance, size, icons, language } = settings;
  const ids = mode === 'direct' ? { 'location-id': locationId, 'user-id': userId } : { 'proxy-url': PROXY_URL };
  const attributes = Object.entries({ platform, ...ids }).map(([name, value]) => `${name}="${escapeAttribute(value)}"`);
  if (reconnect) attributes.push('reconnect');
  if (mode === 'proxy' && after === 'details') attributes.push('fetch-details');
  else if (mode === 'proxy' && after !== 'nothing') attributes.push(`attach="${after}"`);
  if (appearance !== 'filled') attributes.push(`appearance="${appearance}"`);
  if (size !== 'medium') attributes.push(`size="${size}"`);
  if (language !== 'en') attributes.push(`lang="${language}"`);
  const files = ['ghl-social-connect.js'];
  if (icons === 'brands') files.push('icons/brands.js');
  if (language !== 'en') files.push(`labels/${language}.js`);

  return `${files.map((file) => `<script type="module" src="${CDN}${file}"></script>`).join('\n')}

<ghl-social-connect
${attributes.map((attribute) => `  ${attribute}`).join('\n')}
></ghl-social-connect>

<script type="module">
  document.addEventListener('account-connected', (event) => {
    console.log(event.detail.platform, event.detail.accountId);
  });
</script>`;
}

function createHeadless(platform: string, { mode, locationId, userId, reconnect }: DemoSettings): string {
  const ids = mode === 'direct' ? { locationId, userId } : { proxyUrl: PROXY_URL };
  const options = Object.entries({ platform, ...ids }).map(([name, value]) => `${name}: ${quote(value)},`);
  if (reconnect) options.push('reconnect: true,');

  return `import { connectSocialAccount } from 'ghl-social-connect/connect';

button.addEventListener('click', async () => {
  const attempt = connectSocialAccount({
${options.map((option) => `    ${option}`).join('\n')}
  });
  const outcome = await attempt.outcome;
  if (outcome.status === 'connected') console.log(outcome.connection.accountId);
});`;
}

/** The code that does for one platform what this page does, without the simulator. */
export function createSnippet(language: SnippetLanguage, platform: string, settings: DemoSettings): string {
  return language === 'html' ? createHtml(platform, settings) : createHeadless(platform, settings);
}
