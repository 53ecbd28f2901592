import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication, provideClientHydration } from '@angular/platform-browser';
import { configure } from 'ghl-social-connect';
import { isFresh, PAGE_SETTINGS } from '../data.js';
import { App } from './app.js';

configure(PAGE_SETTINGS);
const providers = [provideZonelessChangeDetection(), isFresh() ? [] : provideClientHydration()];
await bootstrapApplication(App, { providers });
