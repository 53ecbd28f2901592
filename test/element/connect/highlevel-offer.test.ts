import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createHighLevelUrl } from '../../../src/element/connect/highlevel-offer.js';

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
