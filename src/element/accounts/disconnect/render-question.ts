import { html, nothing, type TemplateResult } from 'lit';
import type { TextSource } from '../../i18n/label-keys.js';
import { isolateName, nameAccount } from '../account-name.js';
import type { Disconnecting, Question } from './disconnecting.js';

interface QuestionView {
  readonly text: TextSource;
  readonly disconnecting: Disconnecting;
}

/** One account is named by the text, several are listed below it. The list scrolls, so a keyboard must reach it. */
function renderConsequences({ accounts, notes }: Question, { text }: QuestionView): TemplateResult {
  const [account] = accounts;
  const isSingle = accounts.length === 1 && account;
  const consequences = isSingle
    ? text('disconnectConsequences', { name: isolateName(account) })
    : text('disconnectSelectedConsequences');
  const names = html`<ul class="names" role="list" tabindex="0" aria-labelledby="question">
    ${accounts.map((each) => html`<li><bdi .textContent=${nameAccount(each)}></bdi></li>`)}
  </ul>`;
  return html`${isSingle ? nothing : names}
    <div id="consequences">
      <p .textContent=${consequences}></p>
      ${notes?.map((note) => html`<p .textContent=${note}></p>`)}
    </div>`;
}

function renderTitle({ accounts }: Question, { text }: QuestionView): TemplateResult {
  const [account] = accounts;
  const title =
    accounts.length === 1 && account
      ? text('disconnectTitle', { name: isolateName(account) })
      : text('disconnectSelectedTitle', { count: accounts.length });
  return html`<div id="question" class="title" .textContent=${title}></div>`;
}

/** Draws the question before accounts are disconnected, in a dialog that is closed while there is none. */
export function renderQuestion(view: QuestionView): TemplateResult {
  const { text, disconnecting } = view;
  const { question } = disconnecting;
  const isWaiting = question?.notes === undefined;
  // The browser reports the end of a question when the next one may be open already.
  const handleClose = ({ target }: Event) => (target as HTMLDialogElement).open || disconnecting.dismiss(question);
  return html`<dialog part="dialog" aria-labelledby="question" aria-describedby="consequences" @close=${handleClose}>
    ${
      question
        ? html`${renderTitle(question, view)} ${renderConsequences(question, view)}
            <div class="answers">
              <button
                type="button"
                class="dismiss"
                .textContent=${text('cancel')}
                @click=${() => disconnecting.dismiss(question)}
              ></button>
              <button
                type="button"
                class="confirm"
                aria-disabled=${isWaiting}
                .textContent=${text('disconnect')}
                @click=${() => isWaiting || void disconnecting.confirm()}
              ></button>
            </div>`
        : nothing
    }
  </dialog>`;
}
