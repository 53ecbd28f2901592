import { Component, signal } from '@angular/core';
import { SocialConnect } from 'ghl-social-connect/angular';
import { GIVEN } from '../data.js';

@Component({
  selector: 'settings-app',
  imports: [SocialConnect],
  template: `
    <button id="change" (click)="index.set(1)"></button>
    <ghl-social-connect
      platform="facebook"
      [fetchDetails]="false"
      [noAvatars]="undefined"
      [popupWidth]="undefined"
      [timeout]="null"
      [disabled]="given[index()]!.disabled"
      [allowedOrigins]="given[index()]!.allowedOrigins"
      [sessionToken]="given[index()]!.sessionToken"
    />
  `,
})
export class App {
  readonly given = GIVEN;
  readonly index = signal(0);
}
