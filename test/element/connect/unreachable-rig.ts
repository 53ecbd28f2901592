import { waitUntil } from '../../browsers/wait-until.js';
import type { GhlSocialConnectElement } from '../../../src/element/ghl-social-connect.js';
import { createRig, readStatus, type Rig } from '../fixture.js';

export const ORIGIN = 'https://hl.example';

/** An element whose popups become unreachable when the test says so. The page must not have the focus: see `stubFocus`. */
export interface UnreachableRig extends Rig {
  /** Starts an attempt and resolves when its popup is unreachable. */
  openAndCutOff(): Promise<void>;
  /** The same, and says that the person has finished there; resolves after the outcome. */
  cutOff(): Promise<void>;
  /** The button or link with this text below the element's own button. */
  findAction(text: string): HTMLElement | undefined;
  /** Posts a message from the newest popup. */
  say(data: Record<string, unknown>): void;
  readLabel(): string;
}

export async function createUnreachableRig(properties: Partial<GhlSocialConnectElement> = {}): Promise<UnreachableRig> {
  const createPopup = () => ({ closed: false, close() {}, focus() {} });
  let popup = createPopup();
  const openWindow = () => (popup = createPopup()) as unknown as Window;
  const rig = await createRig({ allowedOrigins: ORIGIN, openWindow, ...properties });
  const { element } = rig;
  const findAction = (text: string) =>
    [...element.shadowRoot!.querySelectorAll<HTMLElement>('.actions > *')].find(
      ({ textContent }) => textContent.trim() === text,
    );
  async function openAndCutOff(): Promise<void> {
    void element.connect();
    popup.closed = true;
    await waitUntil(() => readStatus(element).includes('Finish in the other window'));
  }
  return {
    ...rig,
    findAction,
    openAndCutOff,
    async cutOff() {
      await openAndCutOff();
      const outcome = element.connect();
      findAction('I have finished')!.click();
      await outcome;
      await element.updateComplete;
    },
    say(data) {
      const message = new MessageEvent('message', {
        origin: ORIGIN,
        data: { page: 'social_media_posting', ...data },
      });
      Object.defineProperty(message, 'source', { value: popup });
      dispatchEvent(message);
    },
    readLabel: () => element.shadowRoot!.querySelector('[part="label"] slot')!.textContent,
  };
}
