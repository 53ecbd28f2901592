import { configure } from 'ghl-social-connect';
import { hydrate } from 'svelte';
import { createSimulatedSettings } from '../settings.js';
import App from './App.svelte';

configure(createSimulatedSettings());
hydrate(App, { target: document.getElementById('app') as HTMLElement });
