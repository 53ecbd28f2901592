/** White space, and characters without a glyph, which frameworks leave behind as placeholders. */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

/** Elements that show something without text. */
const RENDERED = 'svg,img,canvas,video,object,iframe';

/** Icon fonts draw by a class. */
const RENDERED_ICON = `${RENDERED},[class],[style]`;

/** Whether `node` shows anything: text, or an element that is or contains one of `textless`. */
function isContent(node: Node, textless: string, isShown: boolean): boolean {
  if (node.nodeType === Node.TEXT_NODE) return !BLANK.test((node as Text).data);
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  const element = node as Element & Partial<HTMLSlotElement>;
  if (element.matches('template,script,style,noscript,[hidden]')) return false;
  if (isShown && getComputedStyle(element).display === 'none') return false;
  if (element.matches(textless) || element.localName.includes('-')) return true;
  // A slot of the component around us shows what is assigned to it.
  const assigned = element.assignedNodes?.({ flatten: true }) ?? [];
  return [...assigned, ...element.childNodes].some((child) => isContent(child, textless, isShown));
}

/**
 * Whether the children of `host` for one of its slots show anything.
 *
 * @param isShown Whether the slot shows them at the moment. Only then do browsers know which of them the page's styles hide.
 */
export function hasContent(host: Element, slot: string, isShown: boolean): boolean {
  const textless = slot === 'icon' ? RENDERED_ICON : RENDERED;
  return [...host.childNodes].some(
    (node) => ((node as Partial<Element>).slot ?? '') === slot && isContent(node, textless, isShown),
  );
}
