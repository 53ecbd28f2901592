import type { SearchEntry } from './pages.js';

const MAX_RESULTS = 8;

/** What a word counts in the heading, in the page's title, and anywhere else. */
const WEIGHTS = [12, 6, 1];

/** A text that says it again and again is about it, up to a point. */
const MAX_REPEATS = 5;

const countOf = (word: string, text: string): number => text.split(word).length - 1;

/** How well an entry answers; 0 if a word is nowhere in it. The whole query in one piece counts as one more word. */
export function rate({ heading, page, text }: SearchEntry, words: readonly string[]): number {
  const places = [heading, page, text].map((place) => place.toLowerCase());
  const rateWord = (word: string) =>
    places.reduce((sum, place, index) => sum + WEIGHTS[index]! * Math.min(countOf(word, place), MAX_REPEATS), 0);
  const scores = words.map(rateWord);
  if (scores.includes(0)) return 0;
  const whole = words.length > 1 ? rateWord(words.join(' ')) : 0;
  return scores.reduce((sum, score) => sum + score, whole);
}

/** The entries that answer, the best first. */
export function search(entries: readonly SearchEntry[], query: string): readonly SearchEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return entries
    .map((entry) => ({ entry, score: rate(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

function createResult({ href, heading, page }: SearchEntry): HTMLElement {
  const link = document.createElement('a');
  link.href = href;
  const place = document.createElement('span');
  place.textContent = heading === page ? '' : page;
  link.append(heading, place);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

function describeCount(count: number): string {
  if (count === 0) return 'Nothing found.';
  return count > MAX_RESULTS ? `First ${MAX_RESULTS} of ${count}` : `Found: ${count}`;
}

function moveFocus(from: Element | null, links: readonly HTMLElement[], input: HTMLElement, step: number): void {
  const index = links.findIndex((link) => link === from) + step;
  (links[index] ?? (index < 0 ? input : links.at(-1)))?.focus();
}

/** Makes the search field work. */
function start(input: HTMLInputElement, list: HTMLElement, count: HTMLElement): void {
  const root = input.closest('search')!;
  let index: Promise<readonly SearchEntry[]> | undefined;
  const loadIndex = () => (index ??= fetch('./search.json').then((response) => response.json()));

  async function update(): Promise<void> {
    const query = input.value;
    const found = search(await loadIndex(), query);
    const hasLeft = !root.contains(document.activeElement);
    if (query !== input.value || hasLeft) return;
    list.replaceChildren(...found.slice(0, MAX_RESULTS).map(createResult));
    list.hidden = found.length === 0;
    count.textContent = query.trim() && describeCount(found.length);
  }

  function hide(): void {
    list.hidden = true;
    count.textContent = '';
  }

  function close(): void {
    input.value = '';
    void update();
    input.focus();
  }

  input.addEventListener('input', () => void update());
  // Left with a query in it, it shows again what it had found.
  input.addEventListener('focus', () => list.hidden && void update());
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return close();
    if (event.key === 'Enter' && event.target === input) return list.querySelector('a')?.click();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    moveFocus(document.activeElement, [...list.querySelectorAll('a')], input, step);
  });
  // A link to this page's own section leaves the list open otherwise.
  list.addEventListener('click', hide);
  root.addEventListener('focusout', ({ relatedTarget }) => {
    // Nothing has the focus while a link is pressed that takes none by a click, as in Safari, and in another window.
    if (relatedTarget instanceof Node && !root.contains(relatedTarget)) hide();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !root.contains(target)) hide();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event
      .composedPath()
      .some((target) => target instanceof HTMLElement && target.matches('input, textarea, select'));
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
}

if (typeof document !== 'undefined') {
  start(
    document.querySelector<HTMLInputElement>('#query')!,
    document.querySelector<HTMLElement>('#results')!,
    document.querySelector<HTMLElement>('#count')!,
  );
}
