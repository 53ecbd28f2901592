import { configure } from 'ghl-social-connect';
import { createSSRApp } from 'vue';
import { createSimulatedSettings } from '../settings.js';
import App from './App.vue';

configure(createSimulatedSettings());
createSSRApp(App).mount('#app');
