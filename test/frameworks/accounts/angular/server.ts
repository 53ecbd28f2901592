import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication, provideClientHydration, type BootstrapContext } from '@angular/platform-browser';
import { provideServerRendering, renderApplication } from '@angular/platform-server';
import { App } from './app.js';

const providers = [provideZonelessChangeDetection(), provideClientHydration(), provideServerRendering()];
const bootstrap = (context: BootstrapContext) => bootstrapApplication(App, { providers }, context);

export const render = (document: string) => renderApplication(bootstrap, { document });
