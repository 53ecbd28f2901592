import { css } from 'lit';

export const pickerStyles = css`
  [part='picker'] {
    box-sizing: border-box;
    width: 24em;
    max-width: 100%;
    margin-top: 10px;
    padding: 0.93em;
    border: 1px solid light-dark(#d4d4d8, #52525b);
    border-radius: var(--ghl-social-connect-radius, 10px);
    color: light-dark(#18181b, #f4f4f5);
    background: var(--ghl-social-connect-surface, light-dark(#fff, #27272a));
    font-weight: 400;
  }
  .title {
    margin-bottom: 8px;
    font-weight: 600;
  }
  p {
    margin: 0;
  }
  .search {
    box-sizing: border-box;
    width: 100%;
    min-height: var(--ghl-target);
    padding: 0.4em 0.8em;
    border: 1px solid light-dark(#71717a, #a1a1aa);
    border-radius: 8px;
    color: inherit;
    background: none;
    font: inherit;
  }
  .search::placeholder {
    color: light-dark(#52525b, #d4d4d8);
    opacity: 1;
  }
  .search ~ ul {
    height: 21em;
  }
  .count,
  .progress,
  .kind {
    color: light-dark(#52525b, #d4d4d8);
    font-size: 0.87em;
  }
  ul {
    max-height: 21em;
    margin: 0 -6px;
    padding: 0 6px;
    overflow: auto;
    list-style: none;
  }
  label {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 10px;
    min-height: var(--ghl-target);
    margin: 0 -6px;
    padding: 0.4em 6px;
    border-radius: 8px;
    /* Piled-up accents of a name must not cover its neighbours. */
    overflow: clip;
    cursor: pointer;
  }
  label:hover {
    background: light-dark(#f4f4f5, #3f3f46);
  }
  label:has([aria-disabled='true']) {
    cursor: default;
  }
  label:has(:focus-visible),
  .search:focus-visible,
  [part='picker']:focus-visible {
    outline: 2px solid var(--ghl-social-connect-focus, light-dark(#1d4ed8, #93c5fd));
    outline-offset: -2px;
  }
  [type='checkbox'] {
    flex: none;
    width: 1.34em;
    height: 1.34em;
    font: inherit;
    margin: 0;
    outline: none;
    accent-color: light-dark(#15703b, #4ade80);
  }
  .avatar {
    position: relative;
    display: grid;
    flex: none;
    width: max(var(--ghl-target) - 8px, 2.77em);
    height: max(var(--ghl-target) - 8px, 2.77em);
    overflow: hidden;
    place-items: center;
    border-radius: 50%;
    background: light-dark(#e4e4e7, #52525b);
    font-size: 0.87em;
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
    flex: 1 7em;
    overflow-wrap: anywhere;
  }
  .name {
    justify-self: start;
  }
  .verified {
    padding: 0 0.5em;
    border: 1px solid;
    border-radius: 1em;
    white-space: nowrap;
  }
  .badge {
    flex: none;
    margin-inline-start: auto;
    font-size: 0.87em;
  }
  .badge.attached {
    color: light-dark(#15703b, #4ade80);
  }
  .entry-error {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .count {
    margin-top: 4px;
  }
  .progress {
    margin-top: 8px;
  }
  .entry-error span {
    flex: 1 1 8em;
  }
  .entry-error button {
    flex: none;
    min-height: var(--ghl-target);
    padding: 0.4em 0.8em;
    border: 1px solid currentcolor;
    color: inherit;
    background: none;
  }
  .entry-error,
  .progress.failed {
    color: var(--ghl-social-connect-danger, light-dark(#b42318, #fda29b));
  }
  /* Not wider than the picker, as the row below an icon may be. */
  [part='picker'] .actions {
    width: auto;
  }
  .actions > .primary {
    border-color: transparent;
    color: var(--ghl-social-connect-color, light-dark(#fff, #18181b));
    background: var(--ghl-social-connect-background, light-dark(#27272a, #f4f4f5));
  }
  .actions > .primary:hover {
    background: var(--ghl-social-connect-background, light-dark(#3f3f46, #d4d4d8));
  }
  [aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  @media (forced-colors: active) {
    [aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
  }
`;
