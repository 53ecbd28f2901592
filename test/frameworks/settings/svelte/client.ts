import { configure } from 'ghl-social-connect';
import { hydrate, mount } from 'svelte';
import { isFresh, PAGE_SETTINGS } from '../data.js';
import App from './App.svelte';

configure(PAGE_SETTINGS);
const target = document.getElementById('app') as HTMLElement;
if (isFresh()) target.replaceChildren();
(isFresh() ? mount : hydrate)(App, { target });
