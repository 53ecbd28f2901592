import { css } from 'lit';

/** Styles that every element needs from the start. What shows after the first click is in `connect/status.styles.ts`. */
export const styles = css`
  :host {
    display: inline-block;
    max-width: 100%;
    vertical-align: top;
    text-indent: 0;
    writing-mode: horizontal-tb;
    font: var(--ghl-social-connect-font, 500 15px/1.3 system-ui, sans-serif);
  }
  :host([hidden]) {
    display: none;
  }
  /* Inherited properties of text are the page's design for its own text; here they would break the layout. */
  :where(:host > :not([hidden])) {
    all: initial;
    display: block;
    color-scheme: inherit;
    font: inherit;
    overflow-wrap: anywhere;
    pointer-events: inherit;
    visibility: inherit;
    -webkit-font-smoothing: inherit;
  }
  button,
  a {
    box-sizing: border-box;
    font: inherit;
    cursor: pointer;
    touch-action: manipulation;
    border-radius: var(--ghl-social-connect-radius, 10px);
  }
  :focus-visible {
    outline: 2px solid var(--ghl-social-connect-focus, light-dark(#1d4ed8, #93c5fd));
    outline-offset: 2px;
  }
  .main {
    --accent: currentcolor;
    display: inline-grid;
    grid-template-columns: 1fr auto auto 1fr;
    align-content: center;
    align-items: center;
    max-width: 100%;
    min-height: 44px;
    padding: 8px 18px;
    padding-inline-start: 14px;
    border: 1px solid var(--ghl-social-connect-border, transparent);
    color: var(--ghl-social-connect-color, light-dark(#fff, #18181b));
    background: var(--ghl-social-connect-background, light-dark(#27272a, #f4f4f5));
    transition: opacity 0.15s;
  }
  /* Reserves the width of the longest label, so that no neighbour moves when the label changes. */
  .main::after {
    grid-column: 1 / -1;
    flex: 0 0 0;
    height: 0;
    padding-inline-start: calc(1.35em + 11px);
    overflow: hidden;
    visibility: hidden;
    white-space: pre;
    content: attr(data-labels);
  }
  .main:hover {
    opacity: 0.88;
  }
  .main:active {
    opacity: 0.76;
  }
  .main:disabled {
    opacity: 0.5;
    cursor: not-allowed;
  }
  .small {
    position: relative;
    min-height: 34px;
    padding-block: 4px;
  }
  .small,
  .small ~ * {
    font-size: 0.9em;
  }
  /* Extends the touch target to 44 px. */
  .small::before {
    position: absolute;
    inset: -6px -1px;
    content: '';
  }
  .small.icon::before {
    inset: -6px;
  }
  .large {
    min-height: 54px;
    padding-inline: 18px 24px;
  }
  .large,
  .large ~ * {
    font-size: 1.15em;
  }
  .outline,
  .plain,
  .main.icon {
    color: var(--ghl-social-connect-color, light-dark(#18181b, #f4f4f5));
    background: var(--ghl-social-connect-background, none);
  }
  .outline,
  .main.icon {
    border-color: var(--ghl-social-connect-border, light-dark(#a1a1aa, #71717a));
  }
  .main:not(.filled):hover {
    background: var(--ghl-social-connect-background, light-dark(#f4f4f5, #3f3f46));
  }
  .main.icon {
    aspect-ratio: 1;
    padding: 0;
  }
  .main.icon::after {
    content: none;
  }
  .main.icon [part='label'],
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .main:not(.filled) [part='icon'] {
    color: var(--ghl-social-connect-accent, var(--accent));
  }
  .facebook {
    --accent: light-dark(#1559b7, #8ab8ff);
  }
  .instagram {
    --accent: light-dark(#b4266e, #f29bca);
  }
  .linkedin {
    --accent: light-dark(#0a5aa8, #86bdf2);
  }
  .tiktok,
  .tiktok-business {
    --accent: light-dark(#be1244, #ff8aa8);
  }
  .google {
    --accent: light-dark(#1a66d2, #8ab4f8);
  }
  .youtube,
  .pinterest {
    --accent: light-dark(#c4161c, #ff8a8a);
  }
  [part='icon'] {
    display: inline-flex;
    flex: none;
    grid-column: 2;
  }
  /* Isolates the text like a bdi, without another element in every button. */
  [part='label'] {
    margin-inline-start: 10px;
    unicode-bidi: plaintext;
  }
  svg {
    width: 1.35em;
    height: 1.35em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .solid svg {
    fill: currentcolor;
    stroke: none;
  }
  /* As wide as the button, or as the page makes the element: what it says must not move the neighbours. */
  [part='status'] {
    contain: inline-size;
    max-width: 26em;
    color: light-dark(#3f3f46, #d4d4d8);
  }
  [part='status'] slot {
    font-size: 0.93em;
  }
  @media (prefers-reduced-motion: reduce) {
    .main {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .main.main {
      border-color: ButtonBorder;
    }
    .main:is(:hover, :active, :disabled) {
      opacity: 1;
    }
    .main.main:hover {
      border-color: Highlight;
    }
    .main.main:disabled {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
