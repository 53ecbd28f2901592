import { configure } from 'ghl-social-connect';
import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { createPageSettings } from '../settings.js';
import { App } from './app.js';

configure(createPageSettings());
hydrateRoot(
  document.getElementById('app') as HTMLElement,
  <StrictMode>
    <App />
  </StrictMode>,
);
