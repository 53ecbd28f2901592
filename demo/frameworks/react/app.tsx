import type { Platform } from 'ghl-social-connect';
import { SocialConnect } from 'ghl-social-connect/react';
import { useState, version } from 'react';
import { describe, LABELS, PLATFORMS } from '../settings.js';

export function App() {
  const [platform, setPlatform] = useState<Platform>('facebook');
  const [isShown, setShown] = useState(true);
  const [lines, setLines] = useState<readonly string[]>([]);
  const log = (event: Parameters<typeof describe>[0]) => setLines((before) => [...before, describe(event)]);

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
            locationId="demo-location"
            userId="demo-user"
            labels={LABELS}
            onAccountConnected={log}
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
    </main>
  );
}
