import { html, nothing, type TemplateResult } from 'lit';
import type { SocialConnectError } from '../errors.js';
import { renderStrokes } from './icons.js';
import type { Labels } from './labels.js';
import type { ConnectState } from './state.js';

/** What the view shows besides the state. */
export interface ViewModel {
  readonly state: ConnectState;
  readonly platform: string;
  readonly reconnect: boolean;
  readonly disabled: boolean;
  /** The text for a key; `message` is for the texts that quote one. */
  readonly text: (key: keyof Labels, message?: string) => string;
  /** What a person can do. */
  readonly actions: ViewActions;
}

/** What a person can do. */
export interface ViewActions {
  readonly connect: () => void;
  /** The click opens the link to the sign-in page. */
  readonly followLink: () => void;
  readonly finish: () => void;
  readonly cancel: () => void;
  readonly retryDetails: () => void;
}

const SPINNER = html`<svg class="spinner" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M12 3a9 9 0 1 1-9 9" />
</svg>`;

function renderSvg(name: string): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${renderStrokes(name)}</svg>`;
}

/** Isolated, so that a text in another direction than the page's keeps its punctuation in place. */
function renderText(text: string): TemplateResult {
  return html`<bdi>${text}</bdi>`;
}

function renderMessage(text: string): TemplateResult {
  return html`<div class="message">${renderText(text)}</div>`;
}

function renderAlert(text: string): TemplateResult {
  return html`<div class="message failed">${renderSvg('alert')}${renderText(text)}</div>`;
}

function renderButton(text: string, action: () => void): TemplateResult {
  return html`<button type="button" @click=${action}>${renderText(text)}</button>`;
}

/** The person's own session ends with a 401; any other refusal is between the site and HighLevel. */
function describeError({ code, message, status }: SocialConnectError, { text }: ViewModel): string {
  return text(code === 'unauthorized' && status !== 401 ? 'refused' : code, message);
}

function isBusy({ status }: ConnectState): boolean {
  return status === 'connecting' || status === 'loading-details';
}

function renderIcon({ state, platform }: ViewModel): TemplateResult {
  if (isBusy(state)) return SPINNER;
  return renderSvg(state.status === 'connected' ? 'done' : platform);
}

function renderLabel({ state, reconnect, text }: ViewModel): TemplateResult {
  switch (state.status) {
    case 'connecting':
      return renderText(text('connecting'));
    case 'loading-details':
    case 'connected':
      return renderText(text('connected'));
    default:
      return renderText(text(reconnect ? 'reconnect' : 'connect'));
  }
}

function renderLink(link: string, { text, actions }: ViewModel): TemplateResult {
  return html`<div class="actions">
    <a part="link" href=${link} target="_blank" rel="opener" @click=${actions.followLink}
      >${renderText(text('openLink'))}</a
    >
  </div>`;
}

function renderCutOff({ text, actions }: ViewModel): TemplateResult {
  return html`${renderMessage(text('cutOff'))}
    <div class="actions">
      ${renderButton(text('finished'), actions.finish)}${renderButton(text('cancel'), actions.cancel)}
    </div>`;
}

function renderDetailsError(error: SocialConnectError, model: ViewModel): TemplateResult {
  const { text, actions } = model;
  return html`${renderAlert(text('detailsFailed', describeError(error, model)))}
    <div class="actions">${renderButton(text('tryAgain'), actions.retryDetails)}</div>`;
}

function renderStatus(model: ViewModel): unknown {
  const { state, text } = model;
  switch (state.status) {
    case 'idle':
      if (!state.cancelled || state.cancelled === 'aborted') return nothing;
      return renderMessage(text(state.cancelled === 'denied' ? 'denied' : 'cancelled'));
    case 'connecting':
      return state.cutOff ? renderCutOff(model) : renderMessage(text('waiting'));
    case 'loading-details':
      return renderMessage(text('loadingDetails'));
    case 'connected':
      return state.detailsError ? renderDetailsError(state.detailsError, model) : nothing;
    case 'unconfirmed':
      return renderMessage(text('unconfirmed'));
    case 'failed':
      return html`${renderAlert(describeError(state.error, model))} ${state.link && renderLink(state.link, model)}`;
  }
}

/** Draws the element: nothing but its state and its settings decide what. */
export function renderView(model: ViewModel): TemplateResult {
  const { state, disabled, text, actions } = model;
  return html`
    <button
      part="button"
      type="button"
      class=${state.status}
      aria-busy=${isBusy(state)}
      aria-describedby="hint"
      ?disabled=${disabled}
      @click=${actions.connect}
    >
      <span part="icon"><slot name="icon">${renderIcon(model)}</slot></span>
      <span part="label"><slot>${renderLabel(model)}</slot></span>
    </button>
    <span id="hint" hidden>${text('newWindow')}</span>
    <div part="status" role="status"><slot name="status">${renderStatus(model)}</slot></div>
  `;
}
