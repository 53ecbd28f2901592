import { Component } from '@angular/core';
import type { AccountConnectedEvent } from 'ghl-social-connect';
import { SocialConnect } from 'ghl-social-connect/angular';

@Component({
  selector: 'app-bad',
  imports: [SocialConnect],
  template: `
    <ghl-social-connect platform="wrong" />
    <ghl-social-connect [wrong]="'property'" />
    <ghl-social-connect [labels]="{ wrong: 'label' }" />
    <ghl-social-connect (accountConnected)="($event.detail.wrong)" />
    <ghl-social-connect (wrongEvent)="save($event)" />
  `,
})
export class Bad {
  save(event: AccountConnectedEvent): void {
    void event;
  }
}
