import { configure } from 'ghl-social-connect';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { isFresh, PAGE_SETTINGS } from '../data.js';
import { App } from './app.tsx';

configure(PAGE_SETTINGS);
const root = document.getElementById('app') as HTMLElement;
if (isFresh()) createRoot(root).render(<App />);
else hydrateRoot(root, <App />);
