/** @jsxImportSource preact */
import type {} from 'ghl-social-connect/preact';

export const tags = [
  <ghl-social-connect platform="wrong" />,
  <ghl-social-connect wrong="attribute" />,
  <ghl-social-connect onaccount-connected={({ detail }) => detail.wrong} />,
  <ghl-social-connect onwrong={() => undefined} />,
  <ghl-social-connect onwrong-event={({ detail }) => detail} />,
  <ghl-social-accounts show="wrong" />,
  <ghl-social-accounts wrong="attribute" />,
  <ghl-social-accounts onaccounts-change={({ detail }) => detail.wrong} />,
];
