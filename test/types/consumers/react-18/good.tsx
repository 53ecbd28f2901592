import { SocialConnect } from 'ghl-social-connect/react';
import { SocialAccounts } from 'ghl-social-connect/react/accounts';

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
  <ghl-social-accounts proxy-url="/highlevel" show="problems" className="wide" key="list" />,
  <SocialAccounts
    key="list-component"
    proxyUrl="/highlevel"
    platforms={['facebook']}
    onAccountsChange={({ detail }) => detail.total.toFixed()}
  />,
];
