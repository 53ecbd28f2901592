import { waitUntil } from '../browsers/wait-until.js';
import { clickForReal } from '../browsers/popup.js';
import type { GhlSocialConnectElement } from '../../src/element/ghl-social-connect.js';
import { createRig, createStartUrl, HIGHLEVEL, type Rig } from '../element/fixture.js';
import { PROXY } from './proxy-fixture.js';

/** An element whose sign-in goes to the simulator directly, and whose proxy shows the list of the same location. */
export interface ListRig extends Rig {
  readonly locationId: string;
  /** Clicks the action with this text below the button. */
  clickAction(text: string): Promise<void>;
  /** Connects an account the way HighLevel's own page does. */
  connectAtHighLevel(platform: string): Promise<void>;
}

/** @param query What the start asks of the simulator besides the scenario. */
export async function createListRig(
  scenario: string,
  query: Record<string, string>,
  properties: Partial<GhlSocialConnectElement> = {},
): Promise<ListRig> {
  // A location of its own: what is connected there stays.
  const locationId = crypto.randomUUID();
  const session = `${PROXY}/session?${new URLSearchParams({ location: locationId })}`;
  const rig = await createRig({
    startUrl: createStartUrl(scenario, query),
    proxyUrl: `${PROXY}/${scenario}`,
    getSessionToken: async () => (await fetch(session, { method: 'POST' })).text(),
    locationId,
    ...properties,
  });
  const find = (text: string) =>
    [...rig.element.shadowRoot!.querySelectorAll('.actions > *')].find(({ textContent }) => textContent.includes(text));
  return {
    ...rig,
    locationId,
    async clickAction(text) {
      await waitUntil(() => find(text), `there is no ${text}`);
      await clickForReal(find(text)!);
    },
    async connectAtHighLevel(platform) {
      const page = `${HIGHLEVEL}/v2/location/${locationId}/marketing/social-planner?scenario=${scenario}`;
      await fetch(page, { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ platform }) });
    },
  };
}
