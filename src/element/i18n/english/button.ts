import type { Labels } from '../label-keys.js';

/** The texts of an idle element and of the errors that keep its other parts from loading. Part of what every page loads. */
export const buttonTexts = {
  connect: 'Connect {platform}',
  reconnect: 'Reconnect {platform}',
  connecting: 'Connecting {platform}…',
  connected: '{platform} connected',
  newWindow: 'Opens in a new window',
  required: 'Please connect {platform}.',
  invalid_config: 'This is not set up correctly.',
  popup_blocked: 'Your browser blocked the window. In an app? Open this page in your browser.',
  network_error: 'No connection. Check your network, or try again later.',
} satisfies Partial<Labels>;
