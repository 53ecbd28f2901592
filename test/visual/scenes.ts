import type { GhlSocialConnectElement } from '../../src/index.js';
import { PLATFORM_NAMES } from '../../src/protocol/platforms.js';
import { createUnreachablePopup, type PlayedPopup } from './popup.js';

/** One element in one state. */
export interface Scene {
  readonly name: string;
  readonly properties?: Partial<GhlSocialConnectElement>;
  /** What a pointer or a keyboard does to its button, as CSS calls it. */
  readonly pseudo?: readonly string[];
  readonly popup?: () => PlayedPopup;
  readonly enter?: (element: GhlSocialConnectElement, popup: PlayedPopup) => unknown;
  /** What is in its shadow root when the state is reached. */
  readonly shows: string;
}

type Enter = NonNullable<Scene['enter']>;

function find<Type extends HTMLElement>(element: GhlSocialConnectElement, selector: string, index = 0): Type {
  const found = element.shadowRoot?.querySelectorAll<Type>(selector)[index];
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

/** Resolves once `selector` matches in the shadow root of `element`. */
export function whenShown(element: HTMLElement, selector: string): Promise<void> {
  const { shadowRoot } = element;
  if (!shadowRoot) throw new Error('The element has no shadow root.');
  if (shadowRoot.querySelector(selector)) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!shadowRoot.querySelector(selector)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(shadowRoot, { subtree: true, childList: true, attributes: true });
  });
}

const connect: Enter = (element) => void element.connect();

const hear =
  (fields: object): Enter =>
  (element, { say }) => {
    void element.connect();
    say(fields);
  };

const signIn = hear({ accountId: 'a1' });

const choose =
  (...indices: number[]): Enter =>
  async (element, popup) => {
    signIn(element, popup);
    await whenShown(element, '[part="option"]');
    for (const index of indices) find(element, '[part="option"] input', index).click();
    await element.updateComplete;
  };

const attach =
  (...indices: number[]): Enter =>
  async (element, popup) => {
    await choose(...indices)(element, popup);
    find(element, '.primary').click();
  };

const search =
  (text: string): Enter =>
  async (element, popup) => {
    await choose()(element, popup);
    const field = find<HTMLInputElement>(element, '[type="search"]');
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };

const APPEARANCES = ['filled', 'outline', 'plain', 'icon'] as const;
const SIZES = ['small', 'medium', 'large'] as const;

const PLATFORM_SCENES = APPEARANCES.flatMap((appearance) =>
  PLATFORM_NAMES.map((platform) => ({
    name: '',
    properties: { platform, appearance },
    shows: `.${appearance}.${platform}`,
  })),
);

const SIZE_SCENES = SIZES.flatMap((size) =>
  APPEARANCES.map((appearance) => ({
    name: `${appearance}, ${size}`,
    properties: { appearance, size, platform: 'instagram' as const },
    shows: `.${size}`,
  })),
);

const APPEARANCE_SCENES: Scene[] = APPEARANCES.flatMap((appearance) => [
  { name: `${appearance}, hover`, properties: { appearance }, pseudo: ['hover'], shows: '.idle' },
  { name: `${appearance}, focus`, properties: { appearance }, pseudo: ['focus', 'focus-visible'], shows: '.idle' },
  { name: `${appearance}, disabled`, properties: { appearance, disabled: true }, shows: ':disabled' },
  { name: `${appearance}, connecting`, properties: { appearance }, enter: connect, shows: '.message' },
  { name: `${appearance}, connected`, properties: { appearance }, enter: signIn, shows: '.connected' },
]);

const ATTEMPT_SCENES: Scene[] = [
  { name: 'idle', shows: '.idle' },
  { name: 'reconnect', properties: { reconnect: true }, shows: '.idle' },
  { name: 'pressed', pseudo: ['hover', 'active'], shows: '.idle' },
  { name: 'connecting', enter: connect, shows: '.message' },
  { name: 'cut off', popup: createUnreachablePopup, enter: connect, shows: '.actions' },
  { name: 'connected', enter: signIn, shows: '.connected' },
  {
    name: 'cancelled',
    // A window that is closed before it has left for the sign-in page was closed by the person.
    properties: { getStartUrl: () => new Promise(() => {}) },
    popup: createUnreachablePopup,
    enter: connect,
    shows: '.message',
  },
  { name: 'denied', enter: hear({ error: 'aborted' }), shows: '.message' },
  {
    name: 'unconfirmed',
    popup: createUnreachablePopup,
    enter: async (element) => {
      void element.connect();
      await whenShown(element, '.actions button');
      find(element, '.actions button').click();
    },
    shows: '.unconfirmed',
  },
  { name: 'provider error', enter: hear({ error: 'This Page has no business role.' }), shows: '.failed' },
  { name: 'blocked', properties: { openWindow: () => null }, enter: connect, shows: '[part="link"]' },
  { name: 'wrong configuration', properties: { locationId: 'not an id' }, enter: connect, shows: '.failed' },
];

const offer = (mount: string): Partial<GhlSocialConnectElement> => ({
  proxyUrl: `/proxy/${mount}`,
  attach: 'choose',
  noAvatars: true,
});

const FOLLOW_UP_SCENES: Scene[] = [
  { name: 'loading details', properties: offer('silent'), enter: signIn, shows: '.loading-details' },
  { name: 'details failed', properties: offer('refusing'), enter: signIn, shows: '.connected' },
  { name: 'no entry', properties: offer('0'), enter: signIn, shows: '[part="picker"]' },
  { name: 'one entry', properties: offer('1'), enter: signIn, shows: '[part="option"]' },
  { name: 'attaching', properties: offer('stuck'), enter: attach(0, 2), shows: '.attaching' },
  { name: 'attached', properties: offer('3'), enter: attach(0, 2), shows: '.connected' },
];

const CHOICE_SCENES: Scene[] = [
  {
    name: 'three, with pictures',
    properties: { ...offer('3'), noAvatars: false },
    enter: choose(0),
    shows: '[part="option"]',
  },
  { name: 'sixty', properties: offer('60'), enter: choose(0, 3), shows: '[part="option"]' },
  { name: 'search', properties: offer('60'), enter: search('page.17'), shows: '.count' },
  { name: 'small', properties: { ...offer('60'), size: 'small' }, enter: choose(0), shows: '[part="option"]' },
  { name: 'large', properties: { ...offer('60'), size: 'large' }, enter: choose(0), shows: '[part="option"]' },
  { name: 'one failed', properties: offer('failing'), enter: attach(0, 2), shows: '.entry-error' },
];

/** For the README: a few platforms, and the way of one. */
const COVER_SCENES: Scene[] = [
  ...(['facebook', 'instagram', 'linkedin', 'tiktok', 'youtube'] as const).map((platform, index) => ({
    name: '',
    properties: { platform, appearance: index % 2 === 0 ? ('filled' as const) : ('outline' as const) },
    shows: '.idle',
  })),
  { name: '', enter: connect, shows: '.message' },
  { name: '', properties: offer('3'), enter: choose(0, 2), shows: '[part="option"]' },
  { name: '', properties: offer('3'), enter: attach(0), shows: '.connected' },
];

/** All of them, by section. */
export const SECTIONS: Readonly<Record<string, readonly Scene[]>> = {
  platforms: PLATFORM_SCENES,
  sizes: [...SIZE_SCENES, ...APPEARANCE_SCENES],
  attempt: ATTEMPT_SCENES,
  'follow-up': FOLLOW_UP_SCENES,
  choice: CHOICE_SCENES,
  cover: COVER_SCENES,
};
