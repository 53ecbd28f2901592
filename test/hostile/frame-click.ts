import { clickUntilReceived } from '../browsers/popup.js';

/** Clicks the middle of `target` in `frame` as a person would. */
export async function clickInFrame(frame: HTMLIFrameElement, target: Element): Promise<void> {
  await clickUntilReceived(target, () => {
    const outer = frame.getBoundingClientRect();
    const { left, top, width, height } = target.getBoundingClientRect();
    return [outer.left + frame.clientLeft + left + width / 2, outer.top + frame.clientTop + top + height / 2];
  });
}
