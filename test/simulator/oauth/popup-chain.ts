import { runInNewContext } from 'node:vm';
import type { Simulator } from '../../../src/simulator/index.js';

/** HighLevel's origin in these tests. */
export const HIGHLEVEL = 'http://highlevel.localhost:5174';

/** A browser that keeps the cookies of the platform's pages. */
export interface Browser {
  cookie?: string;
}

/** What a popup's documents did, in order. */
export interface PopupRun {
  /** Every response, redirects included. */
  readonly responses: Response[];
  /** Whether a response with a Cross-Origin-Opener-Policy cut the popup off from its opener. */
  readonly isCutOff: boolean;
  /** The document that the popup ended on. */
  readonly html: string;
  readonly url: URL;
  /** What the last page posted to its opener, with the origin that the opener would see. */
  readonly posted: { data: unknown; targetOrigin: string; origin: string }[];
  /** Waits that the last page asked for, in milliseconds. */
  readonly waits: number[];
  readonly closed: boolean;
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** The reverse of what a page does to a text. */
export function unescapeHtml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? '');
}

function readAttribute(html: string, pattern: RegExp): string | undefined {
  const match = pattern.exec(html)?.[1];
  return match === undefined ? undefined : unescapeHtml(match);
}

function findNext(html: string, decision: string): URL | undefined {
  const refresh = readAttribute(html, /http-equiv="refresh" content="0;url=([^"]*)"/);
  if (refresh !== undefined) return new URL(refresh);
  const action = readAttribute(html, /<form action="([^"]*)"/);
  if (action === undefined) return undefined;
  const target = new URL(action);
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)) {
    target.searchParams.append(unescapeHtml(name), unescapeHtml(value));
  }
  target.searchParams.append('decision', decision);
  return target;
}

/** Goes through the popup's documents as a browser would, and runs the script of the last one. */
export async function runPopup(
  simulator: Simulator,
  start: string,
  decision = 'allow',
  browser: Browser = {},
): Promise<PopupRun> {
  const responses: Response[] = [];
  let html = '';
  let url = new URL(start, HIGHLEVEL);
  let next: URL | undefined = url;
  while (next) {
    url = next;
    const headers: Record<string, string> = {};
    if (browser.cookie && url.pathname.startsWith('/provider/')) headers.cookie = browser.cookie;
    const response = await simulator.fetch(new Request(url, { headers }));
    responses.push(response);
    browser.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? browser.cookie;
    html = await response.text();
    const location = response.headers.get('location');
    next = location === null ? findNext(html, decision) : new URL(location);
  }

  const posted: PopupRun['posted'] = [];
  const waits: number[] = [];
  let closed = false;
  const finishScript = readAttribute(html, /data-script="([^"]*)"/);
  if (finishScript !== undefined) {
    const script = await (await simulator.fetch(new Request(new URL('/simulator/finish.js', url)))).text();
    const { origin } = url;
    const opener = {
      postMessage: (data: unknown, targetOrigin: string) =>
        posted.push({ data: structuredClone(data), targetOrigin, origin }),
    };
    const close = () => (closed = true);
    const setTimeout = (callback: () => void, ms: number) => {
      waits.push(ms);
      callback();
    };
    runInNewContext(script, {
      window: { opener, close },
      document: { body: { dataset: { script: finishScript } } },
      setTimeout,
    });
  }
  const isCutOff = responses.some(({ headers }) => headers.has('cross-origin-opener-policy'));
  return { responses, isCutOff, html, url, posted, waits, closed };
}

/** A start, relative to HighLevel's origin. */
export function startUrl(platform: string, query: Record<string, string> = {}): string {
  const parameters = new URLSearchParams({ locationId: 'location-1', userId: 'user-1', consent: 'allow', ...query });
  return `/social-media-posting/oauth/${platform}/start?${parameters}`;
}
