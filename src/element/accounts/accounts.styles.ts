import { css } from 'lit';

/** Styles of the list of accounts. */
export const accountsStyles = css`
  :host {
    display: block;
    max-width: 100%;
    text-indent: 0;
    writing-mode: horizontal-tb;
    font: var(--ghl-social-connect-font, 500 15px/1.4 system-ui, sans-serif);
  }
  /* Nothing needs a person: no gap of a flex row or a grid either. */
  :host([hidden]),
  :host(:state(unneeded)) {
    display: none;
  }
  /* Inherited properties of text are the page's design for its own text; here they would break the layout. */
  :where(.accounts) {
    all: initial;
    display: block;
    color-scheme: inherit;
    font: inherit;
    overflow-wrap: anywhere;
    visibility: inherit;
    color: light-dark(#18181b, #f4f4f5);
    -webkit-font-smoothing: inherit;
  }
  .title {
    font-weight: 600;
  }
  p {
    margin: 0;
  }
  /* A text in another direction than the page's has its punctuation at its own end. */
  p,
  .title,
  .notice > span,
  .empty,
  button {
    unicode-bidi: plaintext;
  }
  /* It keeps its place. Chromium supports the first name, Firefox the second. */
  p,
  .title,
  .notice > span {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  [hidden] {
    display: none !important;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
    border: 1px solid light-dark(#d4d4d8, #52525b);
    border-radius: var(--ghl-social-connect-radius, 10px);
    background: var(--ghl-social-connect-surface, light-dark(#fff, #27272a));
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 12px 14px;
    /* Rows out of sight cost next to nothing, with 500 accounts as with 5. */
    content-visibility: auto;
    contain-intrinsic-size: auto 70px;
  }
  :where(li:not([hidden])) ~ li {
    border-top: 1px solid light-dark(#e4e4e7, #3f3f46);
  }
  .avatar {
    position: relative;
    display: grid;
    flex: none;
    width: max(40px, 2.7em);
    height: max(40px, 2.7em);
    overflow: hidden;
    place-items: center;
    border-radius: 50%;
    background: light-dark(#e4e4e7, #52525b);
    font-weight: 600;
  }
  img {
    position: absolute;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .who {
    display: grid;
    flex: 1 1 11em;
    justify-items: start;
    min-width: 0;
    /* Piled-up accents of a name must not cover its neighbours. */
    overflow: clip;
  }
  .name {
    font-weight: 600;
  }
  .search {
    flex: 1 1 12em;
    min-width: 0;
    cursor: text;
  }
  .search::placeholder {
    color: light-dark(#52525b, #d4d4d8);
    opacity: 1;
  }
  .count {
    align-self: center;
  }
  .count,
  .kind,
  .state,
  .notice,
  .empty {
    font-weight: 400;
  }
  .count,
  .kind,
  .state {
    color: light-dark(#52525b, #d4d4d8);
    font-size: 0.87em;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
  svg {
    flex: none;
    width: 1.15em;
    height: 1.15em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .solid {
    fill: currentcolor;
    stroke: none;
  }
  .kind svg {
    margin-inline-end: 5px;
    vertical-align: -0.2em;
  }
  .active .state {
    color: light-dark(#15703b, #4ade80);
  }
  .expiring .state {
    color: light-dark(#8a4b00, #fcd34d);
  }
  .expired .state,
  .failed {
    color: var(--ghl-social-connect-danger, light-dark(#b42318, #fda29b));
  }
  li > .failed {
    flex: 1 0 100%;
    font-weight: 400;
  }
  .row-actions,
  .platforms,
  .answers {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 8px;
  }
  .row-actions {
    justify-content: end;
    margin-inline-start: auto;
  }
  button,
  .search {
    box-sizing: border-box;
    min-height: 44px;
    padding: 8px 14px;
    border: 1px solid light-dark(#a1a1aa, #71717a);
    border-radius: var(--ghl-social-connect-radius, 10px);
    color: light-dark(#18181b, #f4f4f5);
    background: none;
    font: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover {
    background: light-dark(#f4f4f5, #3f3f46);
  }
  button:disabled,
  [aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--ghl-social-connect-focus, light-dark(#1d4ed8, #93c5fd));
    outline-offset: 2px;
  }
  /* Only what is below the button: its login is connected already. */
  .more {
    flex: 1 0 100%;
  }
  .more::part(button) {
    display: none;
  }
  .add,
  .disconnect,
  .select,
  .leave {
    border-color: transparent;
    color: light-dark(#52525b, #d4d4d8);
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 12px;
    margin-bottom: 10px;
  }
  .notice > span {
    flex: 1 1 12em;
  }
  .empty {
    padding: 20px 14px;
    border: 1px dashed light-dark(#a1a1aa, #71717a);
    border-radius: var(--ghl-social-connect-radius, 10px);
    text-align: center;
  }
  .connect {
    margin-top: 16px;
  }
  .platforms {
    margin-top: 8px;
  }
  .skeleton > div {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 12px 14px;
    animation: pulse 1.4s ease-in-out infinite alternate;
  }
  .skeleton .avatar + span {
    width: 12em;
    max-width: 50%;
    height: 1em;
    border-radius: 4px;
    background: light-dark(#e4e4e7, #52525b);
  }
  @keyframes pulse {
    to {
      opacity: 0.45;
    }
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    ul,
    .empty {
      border-color: CanvasText;
    }
    button:disabled,
    [aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
    .avatar {
      border: 1px solid CanvasText;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .skeleton > div {
      animation: none;
    }
  }
`;
