// @vitest-environment jsdom
import { act, Activity, createElement, StrictMode, Suspense, use, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const { SocialConnect } = await import('../../dist/frameworks/connect/react.js');

let root: Root;
const onConnectCancelled = vi.fn();

beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.querySelector('#root')!);
  onConnectCancelled.mockReset();
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

const render = (node: ReactNode) => act(async () => root.render(node));
const findElement = () => document.querySelector('ghl-social-connect')!;
const createButton = () => createElement(SocialConnect, { platform: 'facebook', onConnectCancelled });

const createTab = (mode: 'visible' | 'hidden') => createElement(Activity, { mode, children: createButton() });

/** What an attempt dispatches when it ends. */
const end = (element: Element) => element.dispatchEvent(new CustomEvent('connect-cancelled'));

describe("React's component", () => {
  it.each<['visible' | 'hidden']>([['visible'], ['hidden']])(
    'reports what comes of an attempt while %s',
    async (mode) => {
      await render(createTab('visible'));
      const element = findElement();
      await render(createTab(mode));
      end(element);
      expect(onConnectCancelled).toHaveBeenCalledOnce();
      await render(createTab('visible'));
      end(element);
      expect(findElement()).toBe(element);
      expect(onConnectCancelled).toHaveBeenCalledTimes(2);
    },
  );

  it('reports what comes of an attempt while another component of its boundary waits for data', async () => {
    const Data = ({ promise }: { promise: Promise<string> }) => use(promise);
    let resolve!: (text: string) => void;
    const createPage = (promise: Promise<string>) =>
      createElement(Suspense, { fallback: 'Loading' }, createButton(), createElement(Data, { promise }));
    await render(createPage(Promise.resolve('old')));
    const element = findElement();
    await render(createPage(new Promise((settle) => (resolve = settle))));
    expect(document.body.textContent).toContain('Loading');
    end(element);
    expect(onConnectCancelled).toHaveBeenCalledOnce();
    await act(async () => resolve('new'));
    end(element);
    expect(onConnectCancelled).toHaveBeenCalledTimes(2);
  });

  it('reports how an attempt ends after the component was removed', async () => {
    await render(createButton());
    const element = findElement();
    await render(null);
    expect(element.isConnected).toBe(false);
    end(element);
    expect(onConnectCancelled).toHaveBeenCalledOnce();
  });

  it('calls the handler of the last render once, in strict mode as well', async () => {
    const latest = vi.fn();
    await render(createElement(StrictMode, null, createButton()));
    await render(
      createElement(
        StrictMode,
        null,
        createElement(SocialConnect, { platform: 'facebook', onConnectCancelled: latest }),
      ),
    );
    end(findElement());
    expect(latest).toHaveBeenCalledOnce();
    expect(onConnectCancelled).not.toHaveBeenCalled();
  });
});
