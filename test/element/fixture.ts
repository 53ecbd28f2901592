import { fixture, html } from '@open-wc/testing';
import '../../src/index.js';
import type { GhlSocialConnectElement } from '../../src/element/ghl-social-connect.js';
import { clickForReal } from '../browsers/popup.js';

/** Where the simulator plays HighLevel. */
export const HIGHLEVEL = `http://highlevel.localhost:${location.port}`;

/** Where it plays the social network. */
export const PROVIDER = `http://provider.localhost:${location.port}`;

/** Shortly before the runner gives up on the test, which would not say what came instead. */
const PATIENCE_MS = 80_000;

const OUTCOMES = ['account-connected', 'connect-cancelled', 'connect-unconfirmed', 'connect-failed'] as const;
const EVENTS = ['connect-start', ...OUTCOMES, 'message-rejected', 'state-change'] as const;

/** What was recorded of an event. */
export interface RecordedEvent {
  readonly type: string;
  readonly detail: unknown;
}

/** An element, what it told, and how to wait for it. */
export interface Rig {
  readonly element: GhlSocialConnectElement;
  readonly button: HTMLButtonElement;
  readonly events: RecordedEvent[];
  /** The outcome events among them. */
  outcomes(): RecordedEvent[];
  /** Clicks the button as a person would. */
  click(): Promise<void>;
  /** The next event of a type; rejects with what came instead, if it does not come. */
  next(type: string): Promise<CustomEvent<Record<string, unknown>>>;
}

/** Start URL of the simulator, for a scenario and with the consent page answering by itself unless told to ask. */
export function createStartUrl(scenario = 'ok', query: Record<string, string> = {}): string {
  const url = new URL(`${HIGHLEVEL}/social-media-posting/oauth/PLATFORM/start`);
  url.search = new URLSearchParams({ scenario, consent: 'allow', ...query }).toString();
  return url.href.replace('PLATFORM', '{platform}');
}

/** Puts an element on the page that goes to the simulator, and records what it tells. */
export async function createRig(properties: Partial<GhlSocialConnectElement> = {}): Promise<Rig> {
  const element = await fixture<GhlSocialConnectElement>(html`<ghl-social-connect></ghl-social-connect>`);
  const defaults = { platform: 'facebook', locationId: 'loc1', userId: 'user1', startUrl: createStartUrl() } as const;
  Object.assign(element, { allowedOrigins: HIGHLEVEL, ...defaults, ...properties });
  await element.updateComplete;
  const button = element.shadowRoot!.querySelector('button')!;
  const events: RecordedEvent[] = [];
  for (const type of EVENTS) {
    element.addEventListener(type, (event) => events.push({ type, detail: (event as CustomEvent<unknown>).detail }));
  }
  return {
    element,
    button,
    events,
    outcomes: () => events.filter(({ type }) => (OUTCOMES as readonly string[]).includes(type)),
    click: () => clickForReal(button),
    next: (type) =>
      new Promise((resolve, reject) => {
        const told = () => events.map((event) => `${event.type} ${JSON.stringify(event.detail)}`).join(', ');
        const timer = setTimeout(
          () => reject(new Error(`${type} did not come; until now: ${told() || 'nothing'}.`)),
          PATIENCE_MS,
        );
        const settle = (event: Event) => {
          clearTimeout(timer);
          resolve(event as CustomEvent<Record<string, unknown>>);
        };
        element.addEventListener(type, settle, { once: true });
      }),
  };
}

/** Text that a person sees below the button. */
export function readStatus(element: GhlSocialConnectElement): string {
  return element.shadowRoot!.querySelector('[part="status"]')!.textContent.replace(/\s+/g, ' ').trim();
}
