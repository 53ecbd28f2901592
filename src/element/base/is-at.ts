/** Whether a pointer caused `event`, at a place inside `element`. */
export function isAt({ detail, clientX, clientY }: MouseEvent, element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return detail > 0 && clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}
