import { Component } from '@angular/core';
import type { AccountConnectedEvent } from 'ghl-social-connect';
import type { AccountsChangeEvent } from 'ghl-social-connect/accounts';
import { SocialConnect } from 'ghl-social-connect/angular';
import { SocialAccounts } from 'ghl-social-connect/angular/accounts';

@Component({
  selector: 'app-good',
  imports: [SocialAccounts, SocialConnect],
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
    <ghl-social-accounts
      proxyUrl="/highlevel"
      show="problems"
      [platforms]="['facebook']"
      expiringWithin="14"
      (accountsChange)="count($event)"
      (accountConnected)="save($event)"
      (accountExpired)="code = $event.detail.account.name"
    />
  `,
})
export class Good {
  code = '';
  expired = 0;

  save(event: AccountConnectedEvent): void {
    this.code = event.detail.accountId ?? '';
  }
  count(event: AccountsChangeEvent): void {
    this.expired = event.detail.actionRequired;
  }
}
