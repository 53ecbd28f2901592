import { bootstrapApplication } from '@angular/platform-browser';
import { configure } from 'ghl-social-connect';
import { createPageSettings } from '../settings.js';
import { App } from './app.js';
import { config } from './config.js';

configure(createPageSettings());
await bootstrapApplication(App, config);
