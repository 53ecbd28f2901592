import { bootstrapApplication } from '@angular/platform-browser';
import { configure } from 'ghl-social-connect';
import { createSimulatedSettings } from '../settings.js';
import { App } from './app.js';
import { config } from './config.js';

configure(createSimulatedSettings());
await bootstrapApplication(App, config);
