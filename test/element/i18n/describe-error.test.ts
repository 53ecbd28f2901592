import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SocialConnectError, type SocialConnectErrorCode } from '../../../src/errors.js';
import type { Labels } from '../../../src/element/i18n/label-keys.js';
import { describeError } from '../../../src/element/i18n/labels.js';

const LANGUAGES = readdirSync('src/element/i18n/locales').map((file) => file.replace('.ts', ''));

/** Words for a session that has ended. Without a session, or if the page's own server failed, none has. */
const ENDED = /expired|abgelaufen|caducad|expir|期限|انتهت/i;
/** Words for a button. The list of accounts shows the same text. */
const BUTTON = /button|Schaltfläche|bot[óã]o?|bouton|ボタン|زر /i;
/** Words for the network of the person, and for what is only a possibility. */
const NETWORK = /network|Netzwerk|la red|réseau|rede|ネットワーク|الشبكة/i;
const OR_LATER = /later|später|más tarde|plus tard|mais tarde|しばらく|لاحقًا/i;

describe.each(LANGUAGES)('the text of a failure in %s', (lang) => {
  async function describeIn(code: SocialConnectErrorCode, status?: number): Promise<string> {
    const { default: words } = (await import(`../../../src/element/i18n/locales/${lang}.ts`)) as { default: Labels };
    return describeError(new SocialConnectError(code, 'For developers.', { status }), (key) => words[key]);
  }

  it('names the network as one cause when nothing has answered', async () => {
    const text = await describeIn('network_error');
    expect(text).toMatch(NETWORK);
    expect(text).toMatch(OR_LATER);
  });

  it('does not blame the person for a token that HighLevel refused to the proxy', async () => {
    const text = await describeIn('unauthorized', 502);
    expect(text).toContain('HighLevel');
    expect(text).not.toBe(await describeIn('unauthorized', 401));
  });

  it('does not say that a session has ended where there may never have been one', async () => {
    const text = await describeIn('unauthorized', 401);
    expect(text).not.toMatch(ENDED);
    expect(await describeIn('unauthorized'), 'of a function of the page that failed').toBe(text);
  });

  it('does not speak of a button where the list of accounts is set up wrongly', async () => {
    expect(await describeIn('invalid_config')).not.toMatch(BUTTON);
  });
});
