const MAX_ENTRIES = 200;

/** A longer detail is folded. */
const MAX_OPEN_LINES = 20;

/** How an event reads at a glance: it went well, badly, or wants attention. */
type Tone = 'good' | 'bad' | 'attention' | 'plain';

const TONES: Readonly<Record<string, Tone>> = {
  'account-connected': 'good',
  'account-details': 'good',
  'account-attached': 'good',
  'account-recovered': 'good',
  'account-disconnected': 'good',
  'connect-failed': 'bad',
  'account-details-failed': 'bad',
  'account-attach-failed': 'bad',
  'account-disconnect-failed': 'bad',
  'accounts-failed': 'bad',
  'account-expired': 'bad',
  'account-expiring': 'attention',
  'connect-cancelled': 'attention',
  'connect-unconfirmed': 'attention',
  'message-rejected': 'attention',
};

const EVENT_NAMES = ['connect-start', ...Object.keys(TONES), 'before-disconnect', 'accounts-change', 'state-change'];

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** JSON leaves out what matters of an error. */
function showErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, cause, ...others } = value;
  return { name, message, ...others, cause };
}

function createElement(tag: string, className: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function createSummary(event: CustomEvent, platform: string): HTMLElement {
  const now = new Date();
  const time = createElement('time', 'when', TIME.format(now)) as HTMLTimeElement;
  time.dateTime = now.toISOString();
  const summary = createElement('summary', 'entry-head', '');
  summary.append(
    createElement('code', 'event-name', event.type),
    createElement('span', 'platform', platform),
    createElement('span', 'times', ''),
    time,
  );
  return summary;
}

function createEntry(event: CustomEvent, platform: string, detail: string): HTMLElement {
  const details = document.createElement('details');
  details.open = detail.split('\n').length <= MAX_OPEN_LINES;
  details.append(createSummary(event, platform), createElement('pre', 'detail', detail));
  const entry = createElement('li', 'entry', '');
  entry.dataset.tone = TONES[event.type] ?? 'plain';
  entry.dataset.event = event.type;
  entry.append(details);
  return entry;
}

/** Shows every event of `root` and of the buttons below it, the newest first; the same one again is counted, not repeated. */
export class EventLog {
  readonly #list: HTMLElement;
  #last = '';
  #times = 0;

  constructor(list: HTMLElement, root: HTMLElement) {
    this.#list = list;
    // Captured, since not every one bubbles.
    for (const name of EVENT_NAMES) root.addEventListener(name, (event) => this.#add(event as CustomEvent), true);
  }

  clear(): void {
    this.#list.replaceChildren();
    this.#last = '';
  }

  #add(event: CustomEvent): void {
    const platform = (event.target as HTMLElement).getAttribute('platform') ?? '';
    const detail = JSON.stringify(event.detail, showErrors, 2);
    const identity = [event.type, platform, detail].join('\n');
    if (identity === this.#last) return this.#count();

    this.#last = identity;
    this.#times = 1;
    this.#list.prepend(createEntry(event, platform, detail));
    if (this.#list.childElementCount > MAX_ENTRIES) this.#list.lastElementChild?.remove();
  }

  #count(): void {
    this.#times += 1;
    const counter = this.#list.firstElementChild?.querySelector('.times');
    if (counter) counter.textContent = `× ${this.#times}`;
  }
}
