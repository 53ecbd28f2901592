/** Whether a pointer caused `event`, at a place inside `element`. In a unit test's DOM, elements have no size: nothing is inside. */
function isAt({ detail, clientX, clientY }: MouseEvent, element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return detail > 0 && clientX >= left && clientX < right && clientY >= top && clientY < bottom;
}

/**
 * Whether a click is on the button of `host`, or reaches `host` itself: from `click()`, or from a `<label>`. A click of the
 * mouse beside the button is none of them.
 */
export function isPress(event: MouseEvent, host: Element): boolean {
  const path = event.composedPath();
  const button = host.shadowRoot?.querySelector('button') as Element;
  return path[0] === host ? !isAt(event, host) : path.includes(button);
}
