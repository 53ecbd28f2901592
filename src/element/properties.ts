import type { PropertyDeclaration, PropertyDeclarations } from 'lit';

/** Absent means "the page's default"; `="false"`, which frameworks write, means false. */
const BOOLEAN: PropertyDeclaration = {
  converter: { fromAttribute: (value) => (value === null ? undefined : value !== 'false') },
};
const property = (attribute: string | false, type?: unknown): PropertyDeclaration => ({ attribute, type });

/** The element's properties and their attributes. */
export const PROPERTIES: PropertyDeclarations = {
  platform: {},
  locationId: property('location-id'),
  userId: property('user-id'),
  page: {},
  reconnect: BOOLEAN,
  startUrl: property('start-url'),
  getStartUrl: property(false),
  proxyUrl: property('proxy-url'),
  sessionToken: property('session-token'),
  getSessionToken: property(false),
  credentials: {},
  fetchDetails: { ...BOOLEAN, attribute: 'fetch-details' },
  attach: {},
  noAvatars: { ...BOOLEAN, attribute: 'no-avatars' },
  appearance: {},
  size: {},
  required: BOOLEAN,
  allowedOrigins: property('allowed-origins'),
  timeout: property('timeout', Number),
  popupWidth: property('popup-width', Number),
  popupHeight: property('popup-height', Number),
  disabled: BOOLEAN,
  name: { reflect: true },
  labels: property(false),
  openWindow: property(false),
  debug: BOOLEAN,
};
