/** @jsxImportSource preact */
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
