import { SocialConnect } from 'ghl-social-connect/react';

export const tags = [
  <ghl-social-connect platform="facebook" location-id="location" fetch-details={true} className="wide" key="tag">
    Connect
  </ghl-social-connect>,
  <SocialConnect
    key="component"
    platform="facebook"
    labels={{ connect: 'Link {platform}' }}
    onAccountConnected={({ detail }) => detail.accountId?.toUpperCase()}
  />,
];
