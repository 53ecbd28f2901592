import { flag, httpsUrl, originId, reduceObject, text } from '../fields.js';
import type { Reduced } from '../fields.js';

const ADDRESS_FIELDS = { regionCode: text, postalCode: text, administrativeArea: text, locality: text };

const METADATA_FIELDS = {
  placeId: originId,
  mapsUri: httpsUrl,
  newReviewUri: httpsUrl,
  hasGoogleUpdated: flag,
  canDelete: flag,
  canOperateLocalPost: flag,
};

const LOCATION_FIELDS = {
  name: originId,
  storeCode: text,
  title: text,
  storefrontAddress: (value: unknown) => reduceObject(value, ADDRESS_FIELDS),
  metadata: (value: unknown) => reduceObject(value, METADATA_FIELDS),
  maxLocation: flag,
  isVerified: flag,
  isConnected: flag,
};

const BUSINESS_FIELDS = {
  name: originId,
  accountName: text,
  type: text,
  verificationState: text,
  vettedState: text,
};

/** Reduces the place of a Google Business Profile; `undefined` if it is not an object. */
export function reduceLocation(value: unknown): Reduced<typeof LOCATION_FIELDS> | undefined {
  return reduceObject(value, LOCATION_FIELDS);
}

/**
 * Every field that the details of any platform are known to have, in the schemas and in the examples that contradict
 * them. Google's two objects stand beside the flat fields of the others.
 */
export const ENTRY_FIELDS = {
  id: originId,
  urn: originId,
  openId: originId,
  pageId: originId,
  name: text,
  displayName: text,
  businessName: text,
  username: text,
  type: text,
  avatar: httpsUrl,
  avatarUrl: httpsUrl,
  websiteUrl: httpsUrl,
  verified: flag,
  isOwned: flag,
  isBusinessAccount: flag,
  isConnected: flag,
  location: reduceLocation,
  account: (value: unknown) => reduceObject(value, BUSINESS_FIELDS),
};

/** One entry of HighLevel's details, reduced to known fields. */
export type AccountEntry = Reduced<typeof ENTRY_FIELDS>;

/** Reduces one entry; `undefined` if it is not an object. */
export function reduceAccountEntry(value: unknown): AccountEntry | undefined {
  return reduceObject(value, ENTRY_FIELDS);
}
