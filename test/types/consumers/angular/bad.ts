import { AsyncPipe } from '@angular/common';
import { Component } from '@angular/core';
import type { AccountConnectedEvent } from 'ghl-social-connect';
import { SocialConnect } from 'ghl-social-connect/angular';
import { SocialAccounts } from 'ghl-social-connect/angular/accounts';

@Component({
  selector: 'app-bad',
  imports: [AsyncPipe, SocialAccounts, SocialConnect],
  template: `
    <ghl-social-connect platform="wrong" />
    <ghl-social-connect [platform]="text | async" class="wrong" />
    <ghl-social-connect [wrong]="'property'" />
    <ghl-social-connect [labels]="{ wrong: 'label' }" />
    <ghl-social-connect (accountConnected)="($event.detail.wrong)" />
    <ghl-social-connect (wrongEvent)="save($event)" />
    <ghl-social-accounts show="wrong" />
    <ghl-social-accounts [platform]="'wrong: a list has platforms'" />
    <ghl-social-accounts (accountsChange)="($event.detail.wrong)" />
  `,
})
export class Bad {
  readonly text = Promise.resolve('facebook');
  save(event: AccountConnectedEvent): void {
    void event;
  }
}
