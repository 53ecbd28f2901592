/** Brings the page's own link into sight, where the navigation is one line that scrolls. */
const current = document.querySelector<HTMLElement>('nav [aria-current]');
const list = current?.closest('ul');
if (current && list) list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
