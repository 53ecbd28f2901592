import { sendMouse } from '@web/test-runner-commands';
import { expect, fixture, html } from '@open-wc/testing';
import 'ghl-social-connect';
import type { AccountConnectedEvent, GhlSocialConnectElement } from 'ghl-social-connect';

const HIGHLEVEL = 'http://localhost:4010';

it('connects an account', async () => {
  const element = await fixture<GhlSocialConnectElement>(
    html`<ghl-social-connect
      platform="facebook"
      location-id="LOCATION_ID"
      user-id="USER_ID"
      start-url="${HIGHLEVEL}/social-media-posting/oauth/{platform}/start?consent=allow"
      allowed-origins=${HIGHLEVEL}
    ></ghl-social-connect>`,
  );
  const connected = new Promise<AccountConnectedEvent>((resolve) => {
    element.addEventListener('account-connected', resolve, { once: true });
  });

  // A real click: browsers open no popup for one that a script makes.
  const { x, y, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });

  expect((await connected).detail.accountId).to.match(/^[0-9a-f]{24}$/);
});
