import type { GhlSocialAccountsElement } from '../../src/accounts.js';

/** The list of accounts in one state. */
export interface ListScene {
  readonly name: string;
  readonly properties: Partial<GhlSocialAccountsElement>;
  /** What a person presses, one after the other. */
  readonly press?: readonly string[];
  /** What is in its shadow root when the state is reached. */
  readonly shows: string;
}

const list = (mount: string, properties?: Partial<GhlSocialAccountsElement>): Partial<GhlSocialAccountsElement> => ({
  proxyUrl: `/proxy/${mount}`,
  noAvatars: true,
  // Of these platforms, and of no other, accounts are shown and can be connected.
  platforms: 'facebook instagram linkedin',
  ...properties,
});

/** The lists, by section. */
export const LIST_SECTIONS: Readonly<Record<string, readonly ListScene[]>> = {
  accounts: [
    {
      name: 'ready',
      properties: list('list-long', { platforms: 'facebook linkedin threads google tiktok-business' }),
      shows: 'li',
    },
    { name: 'problems only', properties: list('list', { show: 'problems' }), shows: 'li' },
    { name: 'small', properties: list('list', { size: 'small' }), shows: 'li' },
    { name: 'many', properties: list('list-many'), shows: '.search' },
    { name: 'selecting', properties: list('list'), press: ['.select', 'li:nth-child(2) input'], shows: 'li input' },
    {
      name: 'question',
      properties: list('list-one', { platforms: 'google' }),
      press: ['.disconnect'],
      shows: '.confirm[aria-disabled="false"]',
    },
    {
      name: 'question about several',
      properties: list('list'),
      press: ['.select', '.all input', '.disconnect-selected'],
      shows: '.names',
    },
    { name: 'empty', properties: list('list-empty'), shows: '.empty' },
    { name: 'loading', properties: list('silent'), shows: '.skeleton' },
    { name: 'failed', properties: list('refusing'), shows: '.notice.failed' },
    { name: 'forbidden', properties: list('list-forbidden'), shows: '.notice' },
  ],
  // For the README.
  'accounts-cover': [{ name: '', properties: list('list'), shows: 'li' }],
};
