import type { Route } from '../routes/match-route.js';

/**
 * The scope that the HighLevel token needs for each route.
 * Source: `security` of the Social Planner OpenAPI description.
 */
export const SCOPES: Readonly<Record<Route['name'], string>> = {
  start: 'socialplanner/oauth.readonly',
  details: 'socialplanner/oauth.readonly',
  attach: 'socialplanner/oauth.write',
  list: 'socialplanner/account.readonly',
  disconnect: 'socialplanner/account.write',
};
