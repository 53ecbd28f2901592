import { html, type TemplateResult } from 'lit';
import type { TextSource } from '../i18n/label-keys.js';

/** Longest query; a longer text was pasted by mistake. */
const MAX_QUERY_LENGTH = 100;

/** Events of fields cross the shadow root; a form around the element must not take them for its own. */
export const keepInside = (event: Event): void => event.stopPropagation();

/** Draws a field that searches a list, and how many entries it finds. */
export function renderSearch(
  query: string,
  count: number,
  search: (query: string) => void,
  text: TextSource,
): TemplateResult {
  const handleInput = ({ currentTarget }: Event) => {
    const field = currentTarget as HTMLInputElement;
    // What is found is at the top of the list.
    const list = field.parentElement?.querySelector('ul');
    // Not `scrollTo`, with which Prototype.js scrolls the page.
    if (list) list.scrollTop = 0;
    search(field.value);
  };
  return html`<input
      type="search"
      class="search"
      maxlength=${MAX_QUERY_LENGTH}
      aria-label=${text('search')}
      placeholder=${text('search')}
      .value=${query}
      @input=${handleInput}
    />
    <div class="count" .textContent=${text('found', { count })}></div>`;
}
