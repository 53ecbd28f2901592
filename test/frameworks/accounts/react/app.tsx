import { SocialAccounts } from 'ghl-social-connect/react/accounts';
import { useState } from 'react';
import { NOTE, PLATFORMS } from '../data.js';

export function App() {
  const [total, setTotal] = useState(0);
  const [isShort, setShort] = useState(false);
  return (
    <>
      <button id="change" onClick={() => setShort(true)} />
      <output id="total">{total}</output>
      <SocialAccounts
        proxyUrl="/highlevel"
        platforms={PLATFORMS}
        show={isShort ? 'problems' : 'all'}
        onAccountsChange={({ detail }) => setTotal(detail.total)}
        onBeforeDisconnect={(event) => event.waitUntil(Promise.resolve(NOTE))}
      />
    </>
  );
}
