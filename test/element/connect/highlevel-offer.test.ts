import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectAccess } from '../../../src/element/connect/connect-view.js';
import type { ElementOptions } from '../../../src/element/connect/element-config.js';
import type { ConnectState } from '../../../src/element/connect/state.js';
import { createHighLevelUrl, offerHighLevel } from '../../../src/element/connect/highlevel-offer.js';

describe('createHighLevelUrl', () => {
  beforeEach(() => {
    vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
    return () => vi.unstubAllGlobals();
  });

  it.each<[string | undefined, string | undefined, string]>([
    [undefined, 'loc1', 'https://app.gohighlevel.com/v2/location/loc1/marketing/social-planner'],
    [undefined, 'a/../b?c#d', 'https://app.gohighlevel.com/v2/location/a%2F..%2Fb%3Fc%23d/marketing/social-planner'],
    [undefined, undefined, 'https://app.gohighlevel.com/'],
    ['https://crm.agency.example/l/{locationId}?id={locationId}', 'loc1', 'https://crm.agency.example/l/loc1?id=loc1'],
    ['https://crm.agency.example/l/{locationId}', undefined, 'https://crm.agency.example/'],
    ['https://crm.agency.example/planner', undefined, 'https://crm.agency.example/planner'],
    ['http://localhost:3000/{locationId}', 'loc1', 'http://localhost:3000/loc1'],
    ['/planner/{locationId}', 'loc1', 'https://app.example/planner/loc1'],
  ])('makes of %s and the location %s the address %s', (template, locationId, expected) => {
    expect(createHighLevelUrl(template, locationId)).toBe(expected);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://crm.agency.example/{locationId}',
    'https://a:b@evil.example/',
    'https://{locationId}@evil.example/',
  ])('makes no address of %s', (template) => {
    expect(createHighLevelUrl(template, 'loc1')).toBeUndefined();
  });
});

describe('offerHighLevel', () => {
  beforeEach(() => {
    vi.stubGlobal('document', { baseURI: 'https://app.example/settings/' });
    return () => vi.unstubAllGlobals();
  });

  const user = { locationId: 'open1', userId: 'user1' };

  it.each<[title: string, options: Partial<ElementOptions>, path: string]>([
    ["that of `locationId`, as the page's server checks", { locationId: 'loc1' }, '/l/loc1'],
    ['the one that is open in HighLevel', { getUser: () => user }, '/l/open1'],
    ['the one that is open, not another in the markup', { locationId: 'loc1', getUser: () => user }, '/l/open1'],
    [
      'that of `locationId`, while none is known to be open',
      { locationId: 'loc1', getUser: () => undefined },
      '/l/loc1',
    ],
    ["HighLevel's choice, without any", { getUser: () => undefined }, '/'],
  ])('leads to a location: %s', (_title, given, path) => {
    let state: ConnectState = { status: 'unconfirmed', tried: 'facebook', isRepeated: true };
    const access = {
      getState: () => state,
      setState: (next: ConnectState) => void (state = next),
      getListProof: () => undefined,
    } as Partial<ConnectAccess> as ConnectAccess;
    const options = { platform: 'facebook', highlevelUrl: 'https://crm.agency.example/l/{locationId}', ...given };
    offerHighLevel(access, options as ElementOptions, new AbortController().signal);
    expect(state).toMatchObject({ highLevelUrl: `https://crm.agency.example${path}` });
  });
});
