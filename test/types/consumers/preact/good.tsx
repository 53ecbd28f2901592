/** @jsxImportSource preact */
import 'ghl-social-connect/accounts';
import type {} from 'ghl-social-connect/preact';

export const tag = (
  <ghl-social-connect
    platform="facebook"
    location-id="location"
    labels={{ connect: 'Link {platform}' }}
    onaccount-connected={({ detail }) => detail.accountId?.toUpperCase()}
    onClick={(event) => event.currentTarget.cancel()}
    class="wide"
    key="tag"
  >
    Connect
  </ghl-social-connect>
);

export const list = (
  <ghl-social-accounts
    proxy-url="/highlevel"
    show="problems"
    platforms={['facebook']}
    onaccounts-change={({ detail }) => detail.actionRequired.toFixed()}
    onaccount-connected={({ detail }) => detail.accountId?.toUpperCase()}
    onClick={(event) => void event.currentTarget.refresh()}
    class="wide"
    key="list"
  />
);
