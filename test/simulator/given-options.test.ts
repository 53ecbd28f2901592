import { describe, expect, it, onTestFinished } from 'vitest';
import { createSimulator } from '../../src/simulator/index.js';
import { pollute } from '../hostile/pollute.js';

describe('options of a simulator', () => {
  it.each([null, 'text', 7, []])('are invalid if they are %j', (options) => {
    expect(() => createSimulator(options as never)).toThrow('createSimulator: the options must be an object.');
    expect(() => createSimulator({ app: options as never })).toThrow('app must be an object.');
    expect(() => createSimulator({ shell: options as never })).toThrow('shell must be an object.');
  });

  it.each([
    [{ sceanrio: 'never' }, 'createSimulator: `sceanrio` is not an option; known: scenario, consent, login,'],
    [{ app: { clientID: 'app' } }, 'createSimulator: app: `clientID` is not an option; known: clientId,'],
    [{ shell: { page: 'app' } }, 'createSimulator: shell: `page` is not an option; known: customPage,'],
  ])('are none if they are misspelt: %j', (options, message) => {
    expect(() => createSimulator(options as never)).toThrow(message);
  });

  it('are none of the names that a script has added to Object.prototype', () => {
    const evil = { scenario: 'nonsense', accounts: -1, companyId: '', customPage: 'nonsense' };
    onTestFinished(pollute(evil));
    expect(createSimulator({ app: {}, shell: {} }).scenario).toBe('ok');
    expect(createSimulator({ scenario: 'never' }).scenario).toBe('never');
  });
});
