'use client';

import { SocialConnect } from 'ghl-social-connect/react';
import { useEffect, useState } from 'react';

async function send(receipt: string | undefined): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  await fetch('/api/connections', { method: 'POST', headers, body: JSON.stringify({ receipt }) });
  const response = await fetch('/api/connections');
  return JSON.stringify(await response.json(), null, 2);
}

export function Connect() {
  const [stored, setStored] = useState('');
  const store = ({ detail }: { detail: { receipt?: string } }) => void send(detail.receipt).then(setStored);

  useEffect(() => {
    void fetch('/api/sign-in', { method: 'POST' });
  }, []);

  // allowedOrigins is for the simulator only.
  return (
    <>
      <SocialConnect
        platform="facebook"
        proxyUrl="/api/highlevel"
        attach="choose"
        allowedOrigins="http://localhost:4010"
        onAccountDetails={store}
        onAccountAttached={store}
      />
      <pre role="status">{stored}</pre>
    </>
  );
}
