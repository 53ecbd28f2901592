import { Component, signal } from '@angular/core';
import type { BeforeDisconnectEvent } from 'ghl-social-connect/accounts';
import { SocialAccounts } from 'ghl-social-connect/angular/accounts';
import { NOTE, PLATFORMS } from '../data.js';

@Component({
  selector: 'accounts-app',
  imports: [SocialAccounts],
  template: `
    <button id="change" (click)="isShort.set(true)"></button>
    <output id="total">{{ total() }}</output>
    <ghl-social-accounts
      proxyUrl="/highlevel"
      [platforms]="platforms"
      [show]="isShort() ? 'problems' : 'all'"
      (accountsChange)="total.set($event.detail.total)"
      (beforeDisconnect)="addNote($event)"
    />
  `,
})
export class App {
  readonly platforms = PLATFORMS;
  readonly total = signal(0);
  readonly isShort = signal(false);

  addNote(event: BeforeDisconnectEvent): void {
    event.waitUntil(Promise.resolve(NOTE));
  }
}
