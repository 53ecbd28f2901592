/** Where the test wants to click: selectors, each inside the shadow root of the one before. */
interface Search {
  readonly search: string;
  readonly path: readonly string[];
}

/** Tells the test's page, which cannot look into this one, what happens here. */
export const tell = (type: string, detail: unknown = null): void =>
  top!.postMessage({ inside: type, detail: JSON.parse(JSON.stringify(detail)) as unknown }, '*');

function find(path: readonly string[]): Element | null {
  const [first = '', ...others] = path;
  return others.reduce<Element | null>(
    (found, selector) => found?.shadowRoot?.querySelector(selector) ?? null,
    document.querySelector(first),
  );
}

/** What `path` names, if it has a size: nothing has one in a frame that its page has not laid out yet. */
function findDrawn(path: readonly string[]): Element | undefined {
  const found = find(path);
  const { width = 0, height = 0 } = found?.getBoundingClientRect() ?? {};
  return found && width > 0 && height > 0 ? found : undefined;
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

async function answer({ search, path }: Search): Promise<void> {
  let found = findDrawn(path);
  while (!found) {
    await nextFrame();
    found = findDrawn(path);
  }
  found.scrollIntoView({ block: 'center' });
  const target = found;
  addEventListener('click', (event) => tell(`click-${search}`, event.composedPath().includes(target)), {
    capture: true,
    once: true,
  });
  const { left, top, width, height } = found.getBoundingClientRect();
  tell(`place-${search}`, { x: left + width / 2, y: top + height / 2 });
}

/** Tells the test's page where it must click, whenever it asks, and whether a click has arrived there. */
export function answerSearches(): void {
  addEventListener('message', ({ source, data }: MessageEvent<Partial<Search>>) => {
    if (source === top && data.search !== undefined) void answer(data as Search);
  });
  tell('ready');
}
