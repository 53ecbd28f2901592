import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication, type BootstrapContext } from '@angular/platform-browser';
import { provideServerRendering, renderApplication } from '@angular/platform-server';
import { App } from './app.js';
import { config } from './config.js';

const serverConfig = mergeApplicationConfig(config, { providers: [provideServerRendering()] });
const bootstrap = (context: BootstrapContext) => bootstrapApplication(App, serverConfig, context);

/** Unlike the others, Angular renders a page as a whole. */
export const render = (document: string) => renderApplication(bootstrap, { document });
