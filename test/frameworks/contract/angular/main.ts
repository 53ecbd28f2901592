import { afterNextRender, Component, ElementRef, signal, viewChild } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { SocialConnect } from 'ghl-social-connect/angular';
import { hear, VALUES } from '../data.js';

@Component({
  selector: 'contract-app',
  imports: [SocialConnect],
  template: `
    <ghl-social-connect id="plain" platform="facebook" />
    <ghl-social-connect id="slotted" platform="facebook"><b>Join us</b></ghl-social-connect>
    <button id="toggle" (click)="isShown.set(!isShown())"></button>
    @if (isShown()) {
      <ghl-social-connect id="toggled" platform="facebook" />
    }
    <button id="change" (click)="index.set(1)"></button>
    <ghl-social-connect
      id="data"
      [platform]="values[index()]!.platform"
      [timeout]="values[index()]!.timeout"
      [reconnect]="values[index()]!.reconnect"
      [allowedOrigins]="values[index()]!.allowedOrigins"
      [labels]="values[index()]!.labels"
      [getStartUrl]="values[index()]!.getStartUrl"
    />
    <ghl-social-connect
      #imperative
      id="events"
      (lowercaseevent)="hear('lowercaseevent')"
      (connectFailed)="hear('connect-failed')"
      (camelEvent)="hear('camelEvent')"
      (CAPSevent)="hear('CAPSevent')"
      (PascalEvent)="hear('PascalEvent')"
    />
  `,
})
class App {
  readonly values = VALUES;
  readonly hear = hear;
  readonly index = signal(0);
  readonly isShown = signal(false);
  readonly imperative = viewChild.required<unknown, ElementRef<HTMLElement>>('imperative', { read: ElementRef });

  constructor() {
    afterNextRender(() => {
      this.imperative().nativeElement.addEventListener('connect-failed', () => hear('imperative'));
    });
  }
}

await bootstrapApplication(App);
