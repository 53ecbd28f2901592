import { boolean, httpsUrl, pickFields, pictureUrl, platformId, trimmedText, type Picked } from '../fields.js';

const ADDRESS_FIELDS = {
  regionCode: trimmedText,
  postalCode: trimmedText,
  administrativeArea: trimmedText,
  locality: trimmedText,
};

const METADATA_FIELDS = {
  placeId: platformId,
  mapsUri: httpsUrl,
  newReviewUri: httpsUrl,
  hasGoogleUpdated: boolean,
  canDelete: boolean,
  canOperateLocalPost: boolean,
};

const GOOGLE_LOCATION_FIELDS = {
  name: platformId,
  storeCode: trimmedText,
  title: trimmedText,
  storefrontAddress: (value: unknown) => pickFields(value, ADDRESS_FIELDS),
  metadata: (value: unknown) => pickFields(value, METADATA_FIELDS),
  maxLocation: boolean,
  isVerified: boolean,
  isConnected: boolean,
};

const GOOGLE_ACCOUNT_FIELDS = {
  name: platformId,
  accountName: trimmedText,
  type: trimmedText,
  verificationState: trimmedText,
  vettedState: trimmedText,
};

/** Picks the known fields of a Google Business Profile location; `undefined` if `value` is not an object. */
export function pickGoogleLocation(value: unknown): Picked<typeof GOOGLE_LOCATION_FIELDS> | undefined {
  return pickFields(value, GOOGLE_LOCATION_FIELDS);
}

/**
 * Every field that an entry of any platform's details may have, in the schemas or in the examples that contradict them.
 * A Google entry has `location` and `account`; the other platforms use the flat fields.
 */
export const ENTRY_FIELDS = {
  id: platformId,
  urn: platformId,
  openId: platformId,
  pageId: platformId,
  name: trimmedText,
  displayName: trimmedText,
  businessName: trimmedText,
  username: trimmedText,
  type: trimmedText,
  avatar: pictureUrl,
  avatarUrl: pictureUrl,
  websiteUrl: httpsUrl,
  verified: boolean,
  isOwned: boolean,
  isBusinessAccount: boolean,
  isConnected: boolean,
  location: pickGoogleLocation,
  account: (value: unknown) => pickFields(value, GOOGLE_ACCOUNT_FIELDS),
};

/** One entry of HighLevel's details, with its known fields only. */
export type AccountEntry = Picked<typeof ENTRY_FIELDS>;

/** Picks the known fields of one entry; `undefined` if `value` is not an object. */
export function pickAccountEntry(value: unknown): AccountEntry | undefined {
  return pickFields(value, ENTRY_FIELDS);
}
