// app/page.tsx
'use client';

import { SocialAccounts } from 'ghl-social-connect/react/accounts';

export default function Page() {
  return <SocialAccounts proxyUrl="/highlevel" session="highlevel" />;
}
