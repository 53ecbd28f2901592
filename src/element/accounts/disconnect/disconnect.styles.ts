import { css } from 'lit';

/** Styles of the selection, and of the question before accounts are disconnected. */
export const disconnectStyles = css`
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px 12px;
    margin-bottom: 10px;
  }
  /* Stays in sight, however long the list is. */
  .bar {
    position: sticky;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 8px;
    margin-bottom: 10px;
    top: 0;
    padding: 8px 14px;
    border: 1px solid light-dark(#d4d4d8, #52525b);
    border-radius: var(--ghl-social-connect-radius, 10px);
    background: var(--ghl-social-connect-surface, light-dark(#fff, #27272a));
  }
  .all,
  .pick {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 44px;
    cursor: pointer;
  }
  .all {
    margin-inline-end: auto;
  }
  /* All of the row selects it. */
  .pick::after {
    position: absolute;
    content: '';
    inset: 0;
  }
  .selecting li {
    position: relative;
  }
  .selecting :is(.row-actions, .more) {
    display: none;
  }
  [type='checkbox'] {
    width: 20px;
    height: 20px;
    margin: 0;
    accent-color: light-dark(#15703b, #4ade80);
    /* Not below the bar when the focus comes to it. */
    scroll-margin-block: 9em 3em;
  }
  dialog {
    box-sizing: border-box;
    width: 26em;
    max-width: calc(100vw - 32px);
    padding: 20px;
    border: 1px solid light-dark(#d4d4d8, #52525b);
    border-radius: calc(var(--ghl-social-connect-radius, 10px) + 4px);
    color: light-dark(#18181b, #f4f4f5);
    background: var(--ghl-social-connect-surface, light-dark(#fff, #27272a));
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  dialog p {
    margin-top: 10px;
    font-weight: 400;
  }
  .names {
    max-height: 11em;
    margin-top: 10px;
    padding: 4px 0;
    overflow: auto;
    font-weight: 400;
  }
  .names li {
    padding: 4px 12px;
    border: none;
    content-visibility: visible;
  }
  .answers {
    justify-content: end;
    margin-top: 18px;
  }
  .confirm {
    border-color: transparent;
    color: #fff;
    background: #b42318;
  }
  .confirm:hover {
    background: #912018;
  }
  @media (forced-colors: active) {
    .bar,
    dialog {
      border-color: CanvasText;
    }
  }
`;
