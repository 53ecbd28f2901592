import { configure } from 'ghl-social-connect';
import { createApp, createSSRApp } from 'vue';
import { isFresh, PAGE_SETTINGS } from '../data.js';
import App from './App.vue';

configure(PAGE_SETTINGS);
(isFresh() ? createApp : createSSRApp)(App).mount('#app');
