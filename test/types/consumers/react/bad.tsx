import { SocialConnect } from 'ghl-social-connect/react';
import { SocialAccounts } from 'ghl-social-connect/react/accounts';

export const tags = [
  <ghl-social-connect platform="wrong" />,
  <ghl-social-connect wrong="attribute" />,
  <ghl-social-connect fetch-details="wrong" />,
  <ghl-social-connect labels={{ wrong: 'label' }} />,
  <ghl-social-connect onaccount-connected={({ detail }) => detail.wrong} />,
  <ghl-social-connect onwrong={() => undefined} />,
  <ghl-social-connect onwrong-event={({ detail }) => detail} />,
  <SocialConnect platform="wrong" />,
  <SocialConnect wrong="property" />,
  <SocialConnect onAccountConnected={({ detail }) => detail.wrong} />,
  <SocialConnect onWrong={() => undefined} />,
  <ghl-social-accounts show="wrong" />,
  <ghl-social-accounts platform="wrong: a list has platforms" />,
  <ghl-social-accounts onaccounts-change={({ detail }) => detail.wrong} />,
  <SocialAccounts show="wrong" />,
  <SocialAccounts platform="wrong: a list has platforms" />,
  <SocialAccounts onAccountExpired={({ detail }) => detail.wrong} />,
  <SocialAccounts onStateChange={({ detail }) => detail /* wrong: the event of a button, which does not bubble */} />,
];
