import { expect, it, vi } from 'vitest';

it('the code that reads messages is loaded once for all who wait, and asked for again where that failed', async () => {
  vi.doMock('../../../src/protocol/message.js', () => {
    throw new Error('Not there.');
  });
  const { getReader, loadReader } = await import('../../../src/connect/popup/load-message-parser.js');
  await expect(loadReader()).rejects.toThrow();
  expect(getReader()).toBeUndefined();

  vi.doUnmock('../../../src/protocol/message.js');
  const loading = loadReader();
  expect(loadReader()).toBe(loading);
  await loading;
  expect(getReader()).toBeTypeOf('function');
});
