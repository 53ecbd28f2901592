import { css } from 'lit';

/** Styles of everything below the button, and of the button's states after the first click. */
export const statusStyles = css`
  [aria-busy='true'] svg {
    animation: turn 0.9s linear infinite;
  }
  /* Not while connecting: a click then focuses the popup. */
  :is(.loading-details, .attaching) {
    cursor: progress;
  }
  .filled:is(.connected, .loading-details, .choosing, .attaching) {
    color: var(--ghl-social-connect-success-color, #fff);
    background: var(--ghl-social-connect-success, light-dark(#15703b, #166534));
  }
  .main:not(.filled):is(.connected, .choosing) [part='icon'] {
    color: var(--ghl-social-connect-success, light-dark(#15703b, #4ade80));
  }
  /* The label that asks to finish is longer than the others: it wraps, so that no neighbour moves. */
  .unfinished:not(.icon) {
    width: min-content;
    /* Two lines of the usual sizes need the room; beside large text it would be missed. */
    padding-block: clamp(0px, 1em - 13.5px, 8px);
  }
  /* In the column of the label, whose width is all that the button needs then. */
  .unfinished::after {
    grid-column: 3;
    min-width: min-content;
    padding-inline-start: 11px;
  }
  .unfinished [part='label'] {
    line-height: 1.15;
    text-align: start;
  }
  /* Chromium supports the first name, Firefox the second. */
  bdi {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  /* Controls below the button are as high as the button, but fingers need 44 px. */
  .main ~ * {
    --ghl-target: 44px;
  }
  .small ~ * {
    --ghl-target: 34px;
  }
  @media (any-pointer: coarse) {
    .small ~ * {
      --ghl-target: 44px;
    }
  }
  .large ~ * {
    --ghl-target: 54px;
  }
  /* Text below an icon sticks out: a column of 44 px cannot be read. */
  .message,
  .actions {
    width: max(100%, 11em);
    contain: inline-size;
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
    min-height: var(--ghl-target);
    padding: 0.4em 0.93em;
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
    [aria-busy='true'] svg {
      animation-duration: 4s;
    }
  }
`;
