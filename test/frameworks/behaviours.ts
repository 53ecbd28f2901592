import type { Page } from 'puppeteer-core';
import { VALUES } from './contract/data.js';

/** The behaviours that custom-elements-everywhere.com asks of a framework, tried on this element. */
export const BEHAVIOURS = {
  'no children': 'shows the element',
  'shadow root': 'leaves its shadow root alone',
  'light children': 'passes children',
  'show and hide': 'shows and hides it',
  string: 'passes a string',
  number: 'passes a number',
  boolean: 'passes true and false',
  array: 'passes an array',
  object: 'passes an object',
  'camelCase property': 'passes a function to `camelCase`',
  'imperative event': 'lets code listen',
  'lowercase event': 'listens to `lowercase`',
  'kebab-case event': 'listens to `kebab-case`, as ours are',
  'camelCase event': 'listens to `camelCase`',
  'CAPScase event': 'listens to `CAPScase`',
  'PascalCase event': 'listens to `PascalCase`',
} as const;

export type Behaviour = keyof typeof BEHAVIOURS;

/** What a page with the tags has become. */
export interface Observation {
  readonly plain: string;
  readonly slotted: string;
  /** Whether the tag stood there at first, after one click, after another. */
  readonly toggled: readonly boolean[];
  /** The properties, with the first values and with the second. */
  readonly data: readonly Readonly<Record<string, unknown>>[];
  /** Names of the events that were heard, each time. */
  readonly heard: readonly string[];
}

const NAMES = Object.keys(VALUES[0]);
const FOREIGN_EVENTS = ['lowercaseevent', 'camelEvent', 'CAPSevent', 'PascalEvent'];

const click = (page: Page, selector: string): Promise<void> =>
  // Frameworks that wait for a frame have drawn after two.
  page.$eval(selector, async (element) => {
    (element as HTMLElement).click();
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  });

const isThere = async (page: Page, selector: string): Promise<boolean> => (await page.$(selector)) !== null;

/** Functions come as what they return. */
const readData = (page: Page): Promise<Record<string, unknown>> =>
  page.$eval(
    '#data',
    (element, names) => {
      const read = (value: unknown): unknown => (typeof value === 'function' ? (value as () => unknown)() : value);
      return Object.fromEntries(names.map((name) => [name, read(element[name as keyof typeof element])]));
    },
    NAMES,
  );

/** Does with a page what people and scripts do, and says what came of it. */
export async function observe(page: Page): Promise<Observation> {
  const toggled = [await isThere(page, '#toggled')];
  for (let times = 0; times < 2; times += 1) {
    await click(page, '#toggle');
    toggled.push(await isThere(page, '#toggled'));
  }
  const data = [await readData(page)];
  await click(page, '#change');
  data.push(await readData(page));

  await page.$eval(
    '#events',
    async (element, names) => {
      for (const name of names) element.dispatchEvent(new CustomEvent(name));
      // Without a platform there is nothing to connect, which the element says with an event.
      await (element as HTMLElementTagNameMap['ghl-social-connect']).connect();
    },
    FOREIGN_EVENTS,
  );
  return {
    plain: await page.$eval('#plain', (element) => element.shadowRoot?.querySelector('button')?.textContent ?? ''),
    slotted: await page.$eval(
      '#slotted',
      (element) =>
        element.shadowRoot?.querySelector<HTMLSlotElement>('slot:not([name])')?.assignedElements()[0]?.textContent ??
        '',
    ),
    toggled,
    data,
    heard: await page.evaluate(() => (document.documentElement.dataset['heard'] ?? '').split(' ')),
  };
}

const resolve = (value: unknown): unknown => (typeof value === 'function' ? (value as () => unknown)() : value);

function passes({ data }: Observation, name: keyof (typeof VALUES)[number]): boolean {
  return VALUES.every((values, index) => JSON.stringify(data[index]?.[name]) === JSON.stringify(resolve(values[name])));
}

const hears = ({ heard }: Observation, name: string): boolean => heard.filter((other) => other === name).length === 1;

/** Which of the behaviours an observation shows. */
export function judge(seen: Observation): Record<Behaviour, boolean> {
  return {
    'no children': seen.plain.includes('Connect Facebook'),
    'shadow root': seen.slotted !== '' && seen.plain !== '',
    'light children': seen.slotted === 'Join us',
    'show and hide': seen.toggled.join() === 'false,true,false',
    string: passes(seen, 'platform'),
    number: passes(seen, 'timeout'),
    boolean: passes(seen, 'reconnect'),
    array: passes(seen, 'allowedOrigins'),
    object: passes(seen, 'labels'),
    'camelCase property': passes(seen, 'getStartUrl'),
    'imperative event': hears(seen, 'imperative'),
    'lowercase event': hears(seen, 'lowercaseevent'),
    'kebab-case event': hears(seen, 'connect-failed'),
    'camelCase event': hears(seen, 'camelEvent'),
    'CAPScase event': hears(seen, 'CAPSevent'),
    'PascalCase event': hears(seen, 'PascalEvent'),
  };
}
