import type { PropertyDeclaration, PropertyDeclarations } from 'lit';

/** Absent means "the page's default"; `="false"`, which frameworks write, means false. */
const BOOLEAN: PropertyDeclaration = {
  noAccessor: true,
  converter: { fromAttribute: (value) => (value === null ? undefined : value !== 'false') },
};
const property = (attribute?: string | false, type?: unknown): PropertyDeclaration => ({
  noAccessor: true,
  attribute,
  type,
});

/** The element's properties and their attributes; the accessors are its own. */
export const PROPERTIES: PropertyDeclarations = {
  platform: property(),
  locationId: property('location-id'),
  userId: property('user-id'),
  page: property(),
  reconnect: BOOLEAN,
  startUrl: property('start-url'),
  getStartUrl: property(false),
  proxyUrl: property('proxy-url'),
  sessionToken: property('session-token'),
  getSessionToken: property(false),
  credentials: property(),
  fetchDetails: { ...BOOLEAN, attribute: 'fetch-details' },
  attach: property(),
  noAvatars: { ...BOOLEAN, attribute: 'no-avatars' },
  appearance: property(),
  size: property(),
  required: BOOLEAN,
  allowedOrigins: property('allowed-origins'),
  timeout: property('timeout', Number),
  popupWidth: property('popup-width', Number),
  popupHeight: property('popup-height', Number),
  disabled: BOOLEAN,
  name: { noAccessor: true, reflect: true },
  labels: property(false),
  openWindow: property(false),
  debug: BOOLEAN,
};
