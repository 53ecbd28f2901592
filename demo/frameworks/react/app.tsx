import type { AccountDetailsEvent, Platform } from 'ghl-social-connect';
import { SocialConnect } from 'ghl-social-connect/react';
import { useState, version } from 'react';
import { describe, LABELS, PLATFORMS, storeConnection } from '../settings.js';

export function App() {
  const [platform, setPlatform] = useState<Platform>('facebook');
  const [isShown, setShown] = useState(true);
  const [lines, setLines] = useState<readonly string[]>([]);
  const [stored, setStored] = useState<readonly string[]>([]);
  const log = (event: Parameters<typeof describe>[0]) => setLines((before) => [...before, describe(event)]);
  const store = async ({ detail }: AccountDetailsEvent) => setStored(await storeConnection(detail.receipt));

  return (
    <main>
      <h1>React {version}</h1>
      <div className="controls">
        <label>
          Platform
          <select id="platform" value={platform} onChange={(event) => setPlatform(event.target.value as Platform)}>
            {PLATFORMS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          <input id="shown" type="checkbox" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
          Show the button
        </label>
      </div>
      <div id="stage" className="stage">
        {isShown && (
          <SocialConnect
            platform={platform}
            proxyUrl="/highlevel"
            labels={LABELS}
            onAccountConnected={log}
            onAccountDetails={store}
            onConnectCancelled={log}
            onConnectFailed={log}
          />
        )}
      </div>
      <ol id="log" className="log" role="log">
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ol>
      <h2>Stored by the server</h2>
      <ul id="stored" className="log">
        {stored.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </main>
  );
}
