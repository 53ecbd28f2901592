import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    max-width: 100%;
    vertical-align: top;
    font: var(--ghl-social-connect-font, 500 15px/1.3 system-ui, sans-serif);
  }
  :host([hidden]) {
    display: none;
  }
  button,
  a {
    box-sizing: border-box;
    font: inherit;
    cursor: pointer;
    touch-action: manipulation;
    border-radius: var(--ghl-social-connect-radius, 10px);
  }
  button:focus-visible,
  a:focus-visible {
    outline: 2px solid var(--ghl-social-connect-focus, light-dark(#1d4ed8, #93c5fd));
    outline-offset: 2px;
  }
  [part~='button'] {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 10px;
    max-width: 100%;
    min-height: 44px;
    padding: 8px 18px;
    padding-inline-start: 14px;
    border: 1px solid var(--ghl-social-connect-border, transparent);
    color: var(--ghl-social-connect-color, light-dark(#fff, #18181b));
    background: var(--ghl-social-connect-background, light-dark(#27272a, #f4f4f5));
    text-align: start;
    overflow-wrap: anywhere;
    transition: opacity 0.15s;
  }
  [part~='button']:hover {
    opacity: 0.88;
  }
  [part~='button']:active {
    opacity: 0.76;
  }
  [part~='button']:disabled {
    opacity: 0.5;
    cursor: not-allowed;
  }
  [aria-busy='true'] {
    cursor: progress;
  }
  [part='icon'] {
    display: inline-flex;
    flex: none;
  }
  bdi {
    text-align: match-parent;
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
  .spinner {
    animation: turn 0.9s linear infinite;
  }
  .connected {
    color: var(--ghl-social-connect-success-color, #fff);
    background: var(--ghl-social-connect-success, light-dark(#15703b, #166534));
  }
  [part='status'] {
    max-width: 26em;
    color: light-dark(#3f3f46, #d4d4d8);
    font-size: 0.93em;
  }
  .message {
    display: flex;
    gap: 6px;
    margin-top: 8px;
  }
  .message svg {
    flex: none;
  }
  .failed.message {
    color: var(--ghl-social-connect-danger, light-dark(#b42318, #fda29b));
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 8px;
  }
  .actions > * {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    padding: 8px 14px;
    border: 1px solid light-dark(#d4d4d8, #52525b);
    color: light-dark(#18181b, #f4f4f5);
    background: none;
    text-decoration: none;
  }
  .actions > :hover {
    background: light-dark(#f4f4f5, #3f3f46);
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    [part~='button'] {
      transition: none;
    }
    .spinner {
      animation-duration: 4s;
    }
  }
  @media (forced-colors: active) {
    [part~='button'] {
      border-color: ButtonBorder;
    }
    [part~='button']:is(:hover, :active, :disabled) {
      opacity: 1;
    }
    [part~='button']:disabled {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
