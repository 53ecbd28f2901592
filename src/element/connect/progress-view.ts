import { html, nothing, render, type TemplateResult } from 'lit';
import type { Connection } from '../../connect/outcome.js';
import type { Labels, TextSource } from '../i18n/label-keys.js';
import { describeError } from '../i18n/labels.js';
import { readIcon } from '../icons/icons.js';
import type { PickerState } from '../picker/picker-state.js';
import { getPlatformName, type ConnectedState, type UnconfirmedState } from './state.js';
import type { ViewModel } from './view.js';

/** What a template can contain. */
type Rendered = TemplateResult | typeof nothing | undefined;

/** What a person can do besides a click on the button. */
export interface ViewActions {
  /** Handles the click on the link to the sign-in page. */
  readonly followLink: (event: Event) => void;
  readonly finish: () => void;
  /** The person says that they have connected the account at HighLevel. */
  readonly confirmHighLevel: () => void;
  readonly cancel: () => void;
  /** Loads the details of the login again, and lets the person choose. */
  readonly loadDetails: () => void;
  /** Draws the picker, whose code is loaded when there is something to choose. */
  readonly renderPicker: (picker: PickerState, text: TextSource) => Rendered;
}

/** How many accounts are named. */
const MAX_NAMES = 3;

/**
 * Isolated, so that a text in another direction than the page's keeps its punctuation in place. The property replaces the
 * elements that a browser's translation puts around the text; Lit would keep writing into a text node that is gone.
 */
function renderText(text: string): TemplateResult {
  return html`<bdi .textContent=${text}></bdi>`;
}

function renderAlert(text: string): TemplateResult {
  const icon = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${readIcon('alert')} /></svg>`;
  return html`<div class="message failed">${icon}${renderText(text)}</div>`;
}

function renderMessage(text: string): TemplateResult {
  return html`<div class="message">${renderText(text)}</div>`;
}

/** For screen readers only, if the same can be seen elsewhere. */
function renderUnseen(text: string): TemplateResult {
  return html`<span class="unseen" .textContent=${text}></span>`;
}

function renderButton(text: string, action: () => void): TemplateResult {
  return html`<button type="button" @click=${action}>${renderText(text)}</button>`;
}

function renderConnected({ detailsError, choice }: ConnectedState, text: TextSource): TemplateResult {
  if (detailsError) return renderAlert(text('detailsFailed', { message: describeError(detailsError, text) }));
  return choice?.message ? renderMessage(text(...choice.message)) : renderUnseen(text('connected'));
}

/** The person has signed in as somebody else than the owner of the account that was to be reconnected. */
function renderMismatch({ matched, mismatch }: Connection, text: TextSource): Rendered {
  if (matched !== false) return nothing;
  const { expected, actual = [] } = mismatch ?? {};
  if (expected === undefined || actual.length === 0) return renderMessage(text('otherAccount'));
  const names = actual.slice(0, MAX_NAMES);
  return renderMessage(text('otherAccountNamed', { names, expected: [expected] }));
}

function chooseUnconfirmed({ isRepeated, highLevelUrl, isChecking }: UnconfirmedState): keyof Labels {
  if (isChecking) return 'checking';
  if (highLevelUrl) return 'useHighLevel';
  return isRepeated ? 'stillUnconfirmed' : 'unconfirmed';
}

/** The content of the live region. A failure is drawn by the view itself. */
function renderStatus({ state, text }: ViewModel): Rendered {
  switch (state.status) {
    case 'idle':
      if (!state.cancelled || state.cancelled === 'aborted') return undefined;
      return renderMessage(text(state.cancelled === 'denied' ? 'denied' : 'cancelled'));
    case 'connecting':
      return renderMessage(text(state.isChecking ? 'checking' : state.isUnreachable ? 'unreachable' : 'waiting'));
    case 'loading-details':
      return renderMessage(text('loadingDetails'));
    case 'connected':
      return html`${renderMismatch(state.connection, text)}${renderConnected(state, text)}`;
    case 'unconfirmed':
      return renderMessage(text(chooseUnconfirmed(state), { platform: getPlatformName(state.tried) }));
    case 'choosing':
    case 'attaching':
      return html`${renderMismatch(state.connection, text)}${renderUnseen(text(...state.picker.message))}`;
    case 'failed':
      return undefined;
  }
}

function renderRow(...controls: TemplateResult[]): TemplateResult {
  return html`<div class="actions">${controls}</div>`;
}

function renderLink(link: string, text: TextSource, { followLink }: ViewActions): TemplateResult {
  return html`<a part="link" href=${link} target="_blank" rel="opener" @click=${followLink}
    >${renderText(text('openLink'))}</a
  >`;
}

/** What the person can do: nothing while disabled. Below the live region, which would otherwise read it all aloud. */
function renderActions({ state, disabled, text }: ViewModel, actions: ViewActions): Rendered {
  if (disabled) return undefined;
  switch (state.status) {
    case 'connecting':
      if (!state.isUnreachable || state.isChecking) return undefined;
      return renderRow(renderButton(text('finished'), actions.finish), renderButton(text('cancel'), actions.cancel));
    case 'connected': {
      const { detailsError, choice } = state;
      if (!(detailsError ? detailsError.recoverable : choice?.isUnchosen)) return undefined;
      return renderRow(renderButton(text(detailsError ? 'tryAgain' : 'choose'), actions.loadDetails));
    }
    case 'unconfirmed':
      return state.highLevelUrl && !state.isChecking
        ? renderRow(
            html`<a part="link" href=${state.highLevelUrl} target="_blank" rel="noopener"
              >${renderText(text('openHighLevel'))}</a
            >`,
            renderButton(text('connectedThere'), actions.confirmHighLevel),
          )
        : undefined;
    case 'failed':
      return state.link ? renderRow(renderLink(state.link, text, actions)) : undefined;
    case 'choosing':
    case 'attaching':
      return actions.renderPicker(state.picker, text);
    default:
      return undefined;
  }
}

/** Draws what an attempt adds to the view: the content of the live region, and the actions below it. */
export function drawProgress(root: ShadowRoot, model: ViewModel, actions: ViewActions): void {
  render(renderStatus(model), root.querySelector('[part="status"] slot') as HTMLElement);
  render(renderActions(model, actions), root);
}
