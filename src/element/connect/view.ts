import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { readStrokes } from '../icons.js';
import type { TextSource } from '../i18n/label-keys.js';
import { describeError } from '../i18n/labels.js';
import type { Appearance, Size } from '../settings.js';
import type { PickerState } from '../picker/picker-state.js';
import { namePlatform, type ConnectState } from './state.js';

/** What the view shows besides the state. */
export interface ViewModel {
  readonly state: ConnectState;
  readonly platform: string;
  readonly reconnect: boolean;
  readonly disabled: boolean;
  readonly appearance: Appearance;
  readonly size: Size;
  readonly text: TextSource;
  /** What else a person can do; `undefined` before the first click, when there is nothing else. */
  readonly actions: ViewActions | undefined;
}

/** What a person can do besides a click on the button. */
export interface ViewActions {
  /** The click opens the link to the sign-in page. */
  readonly followLink: (event: Event) => void;
  readonly finish: () => void;
  readonly cancel: () => void;
  /** Asks again what the login manages, and lets the person choose. */
  readonly loadDetails: () => void;
  /** Draws the picker, whose code is loaded when there is something to choose. */
  readonly renderPicker: (picker: PickerState, text: TextSource) => TemplateResult | undefined;
}

/**
 * Isolated, so that a text in another direction than the page's keeps its punctuation in place. The property replaces the
 * elements that a browser's translation puts around the text; Lit would keep writing into a text node that is gone.
 */
function renderText(text: string): TemplateResult {
  return html`<bdi .textContent=${text}></bdi>`;
}

function renderMessage(text: string): TemplateResult {
  return html`<div class="message">${renderText(text)}</div>`;
}

/** For screen readers only: what is to be seen is elsewhere. */
function renderUnseen(text: string): TemplateResult {
  return html`<span class="unseen" .textContent=${text}></span>`;
}

function renderAlert(text: string): TemplateResult {
  const icon = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${readStrokes('alert')} /></svg>`;
  return html`<div class="message failed">${icon}${renderText(text)}</div>`;
}

function renderButton(text: string, action: () => void): TemplateResult {
  return html`<button type="button" @click=${action}>${renderText(text)}</button>`;
}

function isBusy({ status }: ConnectState): boolean {
  return status === 'connecting' || status === 'loading-details' || status === 'attaching';
}

function chooseIcon({ state, platform }: ViewModel): string {
  if (isBusy(state)) return 'busy';
  return 'connection' in state ? 'done' : platform;
}

function chooseLabel(model: ViewModel): string {
  const { state, text } = model;
  if (state.status === 'connecting') return text('connecting');
  if ('connection' in state) return text('connected');
  return chooseIdleLabel(model);
}

function chooseIdleLabel({ reconnect, text }: ViewModel): string {
  return text(reconnect ? 'reconnect' : 'connect');
}

/** What the live region says. */
function renderStatus({ state, text }: ViewModel): TemplateResult | typeof nothing {
  switch (state.status) {
    case 'idle':
      if (!state.cancelled || state.cancelled === 'aborted') return nothing;
      return renderMessage(text(state.cancelled === 'denied' ? 'denied' : 'cancelled'));
    case 'connecting':
      return renderMessage(text(state.cutOff ? 'cutOff' : 'waiting'));
    case 'loading-details':
      return renderMessage(text('loadingDetails'));
    case 'connected':
      return renderConnected(state, text);
    case 'unconfirmed':
      return renderMessage(text('unconfirmed', { platform: namePlatform(state.tried) }));
    case 'failed':
      return renderAlert(describeError(state.error, text, { platform: namePlatform(state.tried) }));
    case 'choosing':
    case 'attaching':
      return renderUnseen(text(...state.picker.message));
  }
}

function renderConnected(state: Extract<ConnectState, { status: 'connected' }>, text: TextSource): TemplateResult {
  const { detailsError, choice } = state;
  if (detailsError) return renderAlert(text('detailsFailed', { message: describeError(detailsError, text) }));
  return choice?.message ? renderMessage(text(...choice.message)) : renderUnseen(text('connected'));
}

/** What the person can do below the live region, which would read it all aloud. */
function renderActions({ state, disabled, text, actions }: ViewModel): TemplateResult | typeof nothing {
  if (!actions) return nothing;
  if (state.status === 'connecting' && state.cutOff) {
    return renderRow(renderButton(text('finished'), actions.finish), renderButton(text('cancel'), actions.cancel));
  }
  if (state.status === 'connected') {
    if (state.detailsError?.recoverable) return renderRow(renderButton(text('tryAgain'), actions.loadDetails));
    return state.choice?.isUnchosen ? renderRow(renderButton(text('choose'), actions.loadDetails)) : nothing;
  }
  if (state.status === 'failed' && state.link && !disabled) return renderRow(renderLink(state.link, text, actions));
  if (state.status !== 'choosing' && state.status !== 'attaching') return nothing;
  return actions.renderPicker(state.picker, text) ?? nothing;
}

function renderRow(...controls: TemplateResult[]): TemplateResult {
  return html`<div class="actions">${controls}</div>`;
}

function renderLink(link: string, text: TextSource, { followLink }: ViewActions): TemplateResult {
  return html`<a part="link" href=${link} target="_blank" rel="opener" @click=${followLink}
    >${renderText(text('openLink'))}</a
  >`;
}

/**
 * Draws the element: nothing but its state and its settings decide what. A page may have a thousand of them, idle: what is
 * always there is one template without white space, and its texts are properties, which need no markers.
 */
export function renderView(model: ViewModel): TemplateResult {
  const { state, platform, appearance, size, disabled, text } = model;
  const label = chooseLabel(model);
  // prettier-ignore
  return html`<button
      part="button"
      type="button"
      class="main ${state.status} ${appearance} ${size} ${platform}"
      data-labels=${[chooseIdleLabel(model), text('connecting'), text('connected')].join('\n')}
      aria-busy=${isBusy(state)}
      aria-describedby="hint"
      title=${ifDefined(appearance === 'icon' ? label : undefined)}
      ?disabled=${disabled}
    ><span part="icon"><slot name="icon"
      ><svg viewBox="0 0 24 24" aria-hidden="true"><path d=${readStrokes(chooseIcon(model))} /></svg
    ></slot></span><span part="label"><slot .textContent=${label}></slot></span></button
    ><span id="hint" hidden .textContent=${text('newWindow')}></span
    ><div part="status" role="status"><slot name="status">${renderStatus(model)}</slot></div
    >${renderActions(model)}`;
}
