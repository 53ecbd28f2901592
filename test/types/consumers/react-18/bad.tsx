import { SocialConnect } from 'ghl-social-connect/react';
import { SocialAccounts } from 'ghl-social-connect/react/accounts';

const wrong = {};

export const tags = [
  <ghl-social-connect platform="wrong" />,
  <ghl-social-connect labels={wrong} />,
  <ghl-social-connect onaccount-connected={() => wrong} />,
  <ghl-social-connect locationId="wrong: React 18 writes it as an attribute, as it stands" />,
  <SocialConnect onWrong={() => undefined} />,
  <ghl-social-accounts show="wrong" />,
  <ghl-social-accounts proxyUrl="wrong: React 18 writes it as an attribute, as it stands" />,
  <SocialAccounts onWrong={() => undefined} />,
];
