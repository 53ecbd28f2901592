import { sendKeys } from '@web/test-runner-commands';

/** WebDriver's names of keys, for the engine that is driven by it: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const WEBDRIVER_KEYS = { Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C', ' ': ' ' } as const;
const isWebKit = /AppleWebKit/.test(navigator.userAgent) && !/Chrome/.test(navigator.userAgent);

/** Presses a key as a person would. */
export async function press(key: keyof typeof WEBDRIVER_KEYS): Promise<void> {
  await sendKeys({ press: isWebKit ? WEBDRIVER_KEYS[key] : key });
}

/** Moves the focus backwards until `isThere`. The launcher of WebKit cannot hold a key: there it is given to `target`. */
export async function tabBack(isThere: () => boolean, target: HTMLElement): Promise<void> {
  if (isWebKit) return target.focus();
  await sendKeys({ down: 'Shift' });
  while (!isThere()) await press('Tab');
  await sendKeys({ up: 'Shift' });
}
