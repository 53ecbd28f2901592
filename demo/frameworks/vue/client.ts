import { configure } from 'ghl-social-connect';
import { createSSRApp } from 'vue';
import { createPageSettings } from '../settings.js';
import App from './App.vue';

configure(createPageSettings());
createSSRApp(App).mount('#app');
