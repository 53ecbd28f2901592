import { Component } from '@angular/core';
import type { AccountConnectedEvent } from 'ghl-social-connect';
import { SocialConnect } from 'ghl-social-connect/angular';

@Component({
  selector: 'app-good',
  imports: [SocialConnect],
  template: `
    <ghl-social-connect
      platform="facebook"
      locationId="location"
      fetchDetails
      [timeout]="60000"
      [labels]="{ connect: 'Link' }"
      (accountConnected)="save($event)"
      (connectFailed)="code = $event.detail.error.code"
    />
  `,
})
export class Good {
  code = '';

  save(event: AccountConnectedEvent): void {
    this.code = event.detail.accountId ?? '';
  }
}
