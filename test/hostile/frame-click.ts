import { sendMouse } from '@web/test-runner-commands';

/** Clicks the middle of `target` in `frame` as a person would. */
export async function clickInFrame(frame: HTMLIFrameElement, target: Element): Promise<void> {
  target.scrollIntoView({ block: 'center' });
  const outer = frame.getBoundingClientRect();
  const { left, top, width, height } = target.getBoundingClientRect();
  const x = outer.left + frame.clientLeft + left + width / 2;
  const y = outer.top + frame.clientTop + top + height / 2;
  await sendMouse({ type: 'click', position: [Math.round(x), Math.round(y)] });
}
