// @vitest-environment jsdom
import { act, createElement, useEffect, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UseSocialAccountsResult } from '../../dist/frameworks/connect/react.js';
import { createEntry, createFakeProxy } from '../connect/accounts/list-fixture.js';

const { useSocialAccounts } = await import('../../dist/frameworks/connect/react.js');

/** For requests and renders that follow: longer than a second on a busy machine. */
const WAIT_MS = 4_000;

let root: Root;

beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.querySelector('#root')!);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

type Options = Parameters<typeof useSocialAccounts>[0];

/** A component that shows the names of the accounts, and passes what it knows to `onChange`. */
function List({
  options,
  onChange,
}: {
  options: Options;
  onChange?: (known: UseSocialAccountsResult) => void;
}): ReactNode {
  const known = useSocialAccounts(options);
  useEffect(() => {
    onChange?.(known);
  }, [known, onChange]);
  return createElement('p', {}, `${known.state}: ${known.accounts.map(({ name }) => name).join(', ')}`);
}

const render = (node: ReactNode) => act(async () => root.render(node));
const readText = () => document.querySelector('#root')!.textContent;

describe('useSocialAccounts', () => {
  it.each([undefined, null, 'facebook'])('says what is wrong with options that are %j', (options) => {
    expect(() => useSocialAccounts(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid_config', option: 'options' }) as Error,
    );
  });

  it('loads the accounts once for all components, and not again when a parent renders', async () => {
    const proxy = createFakeProxy([createEntry('a'), createEntry('b')]);
    const createList = () => {
      // As a page writes it: new objects with the same content at each render.
      const options = { proxyUrl: 'https://proxy.example/', fetch: proxy.fetch, platforms: ['facebook' as const] };
      return createElement('div', {}, createElement(List, { options }), createElement(List, { options }));
    };
    await render(createList());
    await vi.waitFor(() => expect(readText()).toBe('ready: Account a, Account bready: Account a, Account b'), WAIT_MS);
    await render(createList());
    expect(proxy.requests).toHaveLength(1);
  });

  it('disconnects an account, and shows what is left', async () => {
    const proxy = createFakeProxy([createEntry('a'), createEntry('b')]);
    let known!: UseSocialAccountsResult;
    const onChange = (next: UseSocialAccountsResult) => (known = next);
    await render(
      createElement(List, { options: { proxyUrl: 'https://proxy.example/', fetch: proxy.fetch }, onChange }),
    );
    await vi.waitFor(() => expect(known.state).toBe('ready'), WAIT_MS);
    await act(async () => {
      await known.disconnect('a');
    });
    await vi.waitFor(() => expect(readText()).toBe('ready: Account b'), WAIT_MS);
  });

  it('disconnects several accounts, and reports how each ended', async () => {
    const proxy = createFakeProxy([createEntry('a'), createEntry('b'), createEntry('c')]);
    let known!: UseSocialAccountsResult;
    const onChange = (next: UseSocialAccountsResult) => (known = next);
    await render(
      createElement(List, { options: { proxyUrl: 'https://proxy.example/', fetch: proxy.fetch }, onChange }),
    );
    await vi.waitFor(() => expect(known.state).toBe('ready'), WAIT_MS);
    const results = await act(() => known.disconnectAll(['a', 'c']));
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'disconnected'],
      ['c', 'disconnected'],
    ]);
    await vi.waitFor(() => expect(readText()).toBe('ready: Account b'), WAIT_MS);
  });

  it('follows another location', async () => {
    const proxy = createFakeProxy([createEntry('a')]);
    const createOptions = (locationId: string) => ({
      proxyUrl: 'https://proxy.example/',
      fetch: proxy.fetch,
      locationId,
    });
    await render(createElement(List, { options: createOptions('one') }));
    await render(createElement(List, { options: createOptions('two') }));
    await vi.waitFor(() => expect(proxy.requests.at(-1)).toBe('GET /social-media-posting/two/accounts'), WAIT_MS);
  });

  it('renders on a server without a request', () => {
    const proxy = createFakeProxy([createEntry('a')]);
    const options = { proxyUrl: 'https://proxy.example/', fetch: proxy.fetch };
    expect(renderToString(createElement(List, { options }))).toBe('<p>loading: </p>');
    expect(proxy.requests).toEqual([]);
  });
});
