import { configure } from 'ghl-social-connect';
import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { createSimulatedSettings } from '../settings.js';
import { App } from './app.js';

configure(createSimulatedSettings());
hydrateRoot(
  document.getElementById('app') as HTMLElement,
  <StrictMode>
    <App />
  </StrictMode>,
);
