import { html, nothing, type TemplateResult } from 'lit';
import { getInitials } from '../names/initials.js';

/** Draws the picture of an account over its initials, which show where the picture does not load. */
export function renderAvatar(name: string, avatar: string | undefined): TemplateResult {
  const image = avatar
    ? html`<img
        src=${avatar}
        alt=""
        loading="lazy"
        referrerpolicy="no-referrer"
        @error=${({ target }: Event) => ((target as HTMLElement).hidden = true)}
      />`
    : nothing;
  return html`<span class="avatar" aria-hidden="true"><span .textContent=${getInitials(name)}></span>${image}</span>`;
}
