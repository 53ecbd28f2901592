import { waitUntil } from '../browsers/wait-until.js';
import { pressInside } from './press-inside.js';

interface Report {
  readonly inside: string;
  readonly detail: unknown;
}

/** A page of a marketplace app in a frame of `host`, which answers its handshake with `payload`. */
export interface FramedApp {
  /** The detail of the first report of this type; `undefined` if there is none. */
  readonly find: (type: string) => unknown;
  /** Resolves with the detail of the first report of this type. */
  readonly wait: (type: string) => Promise<unknown>;
  /** Clicks like a person what `path` names in the page: selectors, each inside the shadow root of the one before. */
  readonly press: (...path: readonly string[]) => Promise<void>;
  readonly close: () => void;
}

/** Opens `page` of the app in a frame of a page at `host`. The app and its proxy are at `inside.localhost`. */
export function openInParent(host: string, page: string, payload: string): FramedApp {
  const reports: Report[] = [];
  const listen = ({ data }: MessageEvent<Report>) => void (data.inside && reports.push(data));
  const find = (type: string) => reports.find(({ inside }) => inside === type)?.detail;
  const wait = async (type: string) => {
    const isThere = () => reports.some(({ inside }) => inside === type);
    await waitUntil(isThere, () => `the app did not report ${type}: ${JSON.stringify(reports)}`);
    return find(type);
  };
  addEventListener('message', listen);
  const query = new URLSearchParams({
    app: `http://inside.localhost:${location.port}/test/e2e/pages/${page}`,
    payload,
  });
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 520px; height: 320px; border: 0';
  frame.src = `http://${host}:${location.port}/test/e2e/pages/parent.html?${query}`;
  document.body.append(frame);
  return {
    find,
    wait,
    press: (...path) => pressInside({ window: () => frame.contentWindow!.frames[0]!, wait }, path),
    close() {
      removeEventListener('message', listen);
      frame.remove();
    },
  };
}
