/** @jsxImportSource preact */
import 'ghl-social-connect/accounts';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { NOTE, PLATFORMS } from '../data.js';

function App() {
  const [total, setTotal] = useState(0);
  const [isShort, setShort] = useState(false);
  return (
    <>
      <button id="change" onClick={() => setShort(true)} />
      <output id="total">{total}</output>
      <ghl-social-accounts
        proxy-url="/highlevel"
        platforms={PLATFORMS}
        show={isShort ? 'problems' : 'all'}
        onaccounts-change={({ detail }) => setTotal(detail.total)}
        onbefore-disconnect={(event) => event.waitUntil(Promise.resolve(NOTE))}
      />
    </>
  );
}

render(<App />, document.getElementById('app') as HTMLElement);
