import { SocialConnect } from 'ghl-social-connect/react';

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
];
