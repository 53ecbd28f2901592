import { sendMouse } from '@web/test-runner-commands';

const CLICKS = 5;

/** A page in a frame of another origin that answers searches, and how the test waits for its reports. */
export interface InnerPage {
  /** The page's window. Read for each click: a frame may have another by then. */
  readonly window: () => Window;
  /** Resolves with the detail of the first report of this type. */
  readonly wait: (type: string) => Promise<unknown>;
  /** The corner of the page's frame, in the coordinates of the test page. */
  readonly corner?: () => { readonly left: number; readonly top: number };
}

/**
 * Clicks like a person what `path` names in `page`: selectors, each inside the shadow root of the one before. Waits until
 * it is drawn, and tries again if the click went elsewhere: what loads in the meantime may move it.
 */
export async function pressInside(page: InnerPage, path: readonly string[]): Promise<void> {
  await page.wait('ready');
  for (let click = 1; click <= CLICKS; click += 1) {
    const search = crypto.randomUUID();
    page.window().postMessage({ search, path }, '*');
    const { x, y } = (await page.wait(`place-${search}`)) as { x: number; y: number };
    const { left, top } = page.corner?.() ?? { left: 0, top: 0 };
    await sendMouse({ type: 'click', position: [Math.round(left + x), Math.round(top + y)] });
    if (await page.wait(`click-${search}`)) return;
  }
  throw new Error(`${CLICKS} clicks did not reach ${path.join(' ')}.`);
}
