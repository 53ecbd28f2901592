import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { readIcon, readIconClass } from '../icons/icons.js';
import type { TextSource } from '../i18n/label-keys.js';
import { describeError } from '../i18n/labels.js';
import type { Appearance, Size } from '../settings.js';
import { getPlatformName, getStateError, type ConnectState } from './state.js';

/** What a template can contain. */
export type Rendered = TemplateResult | typeof nothing | undefined;

/** What the view shows besides the state. */
export interface ViewModel {
  readonly state: ConnectState;
  readonly platform: string;
  readonly reconnect: boolean;
  readonly disabled: boolean;
  readonly appearance: Appearance;
  readonly size: Size;
  readonly text: TextSource;
  /** Draws what an attempt adds; `undefined` before the first click. */
  readonly renderProgress: RenderProgress | undefined;
}

/** Draws the status text and the actions of an attempt, once their code is loaded. */
export type RenderProgress = (
  model: ViewModel,
) => { readonly status: Rendered; readonly actions: Rendered } | undefined;

/**
 * Isolated, so that a text in another direction than the page's keeps its punctuation in place. The property replaces the
 * elements that a browser's translation puts around the text; Lit would keep writing into a text node that is gone.
 */
export function renderText(text: string): TemplateResult {
  return html`<bdi .textContent=${text}></bdi>`;
}

export function renderAlert(text: string): TemplateResult {
  const icon = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${readIcon('alert')} /></svg>`;
  return html`<div class="message failed">${icon}${renderText(text)}</div>`;
}

function isBusy({ status }: ConnectState): boolean {
  return status === 'connecting' || status === 'loading-details' || status === 'attaching';
}

function chooseIcon({ state, platform }: ViewModel): string {
  if (isBusy(state)) return 'busy';
  return 'connection' in state ? 'done' : platform;
}

/** Whether a click finishes a sign-in that was cut off. */
function isUnfinished({ state, platform }: ViewModel): boolean {
  return state.status === 'unconfirmed' && !state.isRepeated && state.tried === platform;
}

function chooseLabel(model: ViewModel): string {
  const { state, text } = model;
  if (state.status === 'connecting') return text('connecting');
  if ('connection' in state) return (state.isUnattached && text('signedIn')) || text('connected');
  // Absent from the English labels until their part is loaded.
  return (isUnfinished(model) && text('finishConnecting')) || chooseIdleLabel(model);
}

function chooseIdleLabel({ reconnect, text }: ViewModel): string {
  return text(reconnect ? 'reconnect' : 'connect');
}

/** A failure is shown also if the code that draws the rest could not be loaded. */
function renderFailure({ state, text }: ViewModel): Rendered {
  const error = getStateError(state);
  if (!error) return nothing;
  return renderAlert(describeError(error, text, { platform: getPlatformName('tried' in state && state.tried) }));
}

/**
 * Draws the element, as a function of its state and settings. A page may have a thousand idle elements: what is always
 * there is one template without white space, and its texts are properties, which need no marker nodes.
 */
export function renderView(model: ViewModel): TemplateResult {
  const { state, platform, appearance, size, disabled, text } = model;
  const label = chooseLabel(model);
  const icon = chooseIcon(model);
  const progress = model.renderProgress?.(model);
  // prettier-ignore
  return html`<button
      part="button"
      type="button"
      class="main ${state.status}${isUnfinished(model) ? ' unfinished' : ''} ${appearance} ${size} ${platform} ${readIconClass(icon)}"
      data-labels=${[chooseIdleLabel(model), text('connecting'), text('connected')].join('\n')}
      aria-busy=${isBusy(state)}
      aria-describedby="hint"
      title=${ifDefined(appearance === 'icon' ? label : undefined)}
      ?disabled=${disabled}
    ><span part="icon"><slot name="icon"
      ><svg viewBox="0 0 24 24" aria-hidden="true"><path d=${readIcon(icon)} /></svg
    ></slot></span><span part="label"><slot .textContent=${label}></slot></span></button
    ><span id="hint" hidden .textContent=${text('newWindow')}></span
    ><div part="status" role="status"><slot name="status">${progress?.status ?? renderFailure(model)}</slot></div
    >${progress?.actions}`;
}
