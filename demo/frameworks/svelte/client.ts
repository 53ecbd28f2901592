import { configure } from 'ghl-social-connect';
import { hydrate } from 'svelte';
import { createPageSettings } from '../settings.js';
import App from './App.svelte';

configure(createPageSettings());
hydrate(App, { target: document.getElementById('app') as HTMLElement });
