import { expect } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { LOCATION_PAYLOAD } from '../proxy/user-context/vectors.js';
import { createScript, type Step } from './proxy-fixture.js';

const host = globalThis as unknown as { note: (entry: string) => void };

/** A page in a frame of this one, which plays HighLevel's, with requests to a proxy that follows `step`. */
async function openFrame(step: Step) {
  const proxy = await createScript(step);
  const frame = document.createElement('iframe');
  const entries: string[] = [];
  host.note = (entry) => entries.push(entry);
  const answer = ({ source, data }: MessageEvent<{ message?: string }>) => {
    if (source !== frame.contentWindow || data.message !== 'REQUEST_USER_DATA') return;
    frame.contentWindow!.postMessage({ message: 'REQUEST_USER_DATA_RESPONSE', payload: LOCATION_PAYLOAD }, '*');
  };
  addEventListener('message', answer);
  frame.src = `/test/e2e/pages/leaving.html?proxy=${encodeURIComponent(proxy.url)}`;
  document.body.append(frame);
  await waitUntil(() => entries.filter((entry) => entry === 'sent').length === 2, 'the page did not ask');
  return {
    frame,
    entries,
    readFailures: () => entries.filter((entry) => entry !== 'sent'),
    letGo: proxy.letGo,
    close() {
      removeEventListener('message', answer);
      frame.remove();
      void proxy.letGo();
    },
  };
}

describe('a page in a frame, with requests that its proxy does not answer', () => {
  let app: Awaited<ReturnType<typeof openFrame>>;
  afterEach(() => app.close());

  it('reports none of them as failed when it goes away, however late the next page comes', async () => {
    app = await openFrame({ wait: true });
    const next = await createScript({ wait: true, headers: { 'Content-Type': 'text/html' }, body: '<p>The next page' });
    const arrived = new Promise((resolve) => (app.frame.onload = resolve));
    app.frame.src = `${next.url}/page`;
    await waitUntil(async () => (await next.readRequests()).length > 0, 'the frame did not go to the next page');
    await next.letGo();
    await arrived;
    expect(app.readFailures()).to.deep.equal([]);
  });

  it('reports none of them as failed when it is removed', async () => {
    app = await openFrame({ wait: true });
    app.frame.remove();
    await app.letGo();
    expect(app.readFailures()).to.deep.equal([]);
  });

  it('reports them if it stays and the proxy breaks off', async () => {
    app = await openFrame({ wait: true, reset: true });
    await app.letGo();
    await waitUntil(
      () => ['hint', 'session', 'details'].every((start) => app.entries.some((entry) => entry.startsWith(start))),
      () => app.entries.join('\n'),
    );
  });
});
