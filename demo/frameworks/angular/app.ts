import { Component, signal, VERSION } from '@angular/core';
import type { AccountDetailsEvent, Platform } from 'ghl-social-connect';
import { SocialConnect } from 'ghl-social-connect/angular';
import { describe, LABELS, PLATFORMS, storeConnection } from '../settings.js';

@Component({
  selector: 'demo-app',
  imports: [SocialConnect],
  template: `
    <main>
      <h1>Angular {{ version }}</h1>
      <div class="controls">
        <label>
          Platform
          <select id="platform" [value]="platform()" (change)="choose($event)">
            @for (name of platforms; track name) {
              <option>{{ name }}</option>
            }
          </select>
        </label>
        <label>
          <input id="shown" type="checkbox" [checked]="isShown()" (change)="isShown.set(!isShown())" />
          Show the button
        </label>
      </div>
      <div id="stage" class="stage">
        @if (isShown()) {
          <ghl-social-connect
            [platform]="platform()"
            proxyUrl="/highlevel"
            [labels]="labels"
            (accountConnected)="log($event)"
            (accountDetails)="store($event)"
            (connectCancelled)="log($event)"
            (connectFailed)="log($event)"
          />
        }
      </div>
      <ol id="log" class="log" role="log">
        @for (line of lines(); track $index) {
          <li>{{ line }}</li>
        }
      </ol>
      <h2>Stored by the server</h2>
      <ul id="stored" class="log">
        @for (line of stored(); track line) {
          <li>{{ line }}</li>
        }
      </ul>
    </main>
  `,
})
export class App {
  readonly version = VERSION.full;
  readonly platforms = PLATFORMS;
  readonly labels = LABELS;
  readonly platform = signal<Platform>('facebook');
  readonly isShown = signal(true);
  readonly lines = signal<readonly string[]>([]);
  readonly stored = signal<readonly string[]>([]);

  choose(event: Event): void {
    this.platform.set((event.target as HTMLSelectElement).value as Platform);
  }

  log(event: Parameters<typeof describe>[0]): void {
    this.lines.update((before) => [...before, describe(event)]);
  }

  async store({ detail }: AccountDetailsEvent): Promise<void> {
    this.stored.set(await storeConnection(detail.receipt));
  }
}
