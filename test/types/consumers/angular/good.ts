import { AsyncPipe } from '@angular/common';
import { Component } from '@angular/core';
import type { AccountConnectedEvent } from 'ghl-social-connect';
import type { AccountsChangeEvent } from 'ghl-social-connect/accounts';
import { SocialConnect } from 'ghl-social-connect/angular';
import { SocialAccounts } from 'ghl-social-connect/angular/accounts';

@Component({
  selector: 'app-good',
  imports: [AsyncPipe, SocialAccounts, SocialConnect],
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
    <ghl-social-connect [platform]="platform | async" [sessionToken]="token | async" [timeout]="timeout | async" />
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
  readonly platform = Promise.resolve('facebook' as const);
  readonly token = Promise.resolve('token');
  readonly timeout = Promise.resolve(60_000);
  code = '';
  expired = 0;

  save(event: AccountConnectedEvent): void {
    this.code = event.detail.accountId ?? '';
  }
  count(event: AccountsChangeEvent): void {
    this.expired = event.detail.actionRequired;
  }
}
