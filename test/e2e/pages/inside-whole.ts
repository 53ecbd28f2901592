import '../../../src/accounts.js';

/** Where the test wants to click: selectors, each inside the shadow root of the one before. */
interface Search {
  readonly search: string;
  readonly path: readonly string[];
}

const tell = (type: string, detail: unknown) =>
  top!.postMessage({ inside: type, detail: JSON.parse(JSON.stringify(detail)) as unknown }, '*');

const button = document.querySelector('ghl-social-connect')!;
const list = document.querySelector('ghl-social-accounts')!;
// The simulator plays HighLevel's finish page here.
button.allowedOrigins = `http://highlevel.localhost:${location.port}`;
button.addEventListener('account-attached', ({ detail }) => {
  tell('attached', detail.account.name);
  void list.refresh();
});
list.addEventListener('accounts-change', () => {
  tell(`list-${list.accounts.length}`, Object.fromEntries(list.accounts.map(({ id, name }) => [id, name])));
});
list.addEventListener('account-disconnected', ({ detail }) => tell('disconnected', detail.account.id));

document.cookie = 'probe=1; Path=/; SameSite=None; Secure';
tell('cookie', document.cookie);

function find(path: readonly string[]): Element | null {
  const [first = '', ...others] = path;
  return others.reduce<Element | null>(
    (found, selector) => found?.shadowRoot?.querySelector(selector) ?? null,
    document.querySelector(first),
  );
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Tells the test's page, which cannot look into this one, where it must click, and whether a click has arrived there. */
async function answer({ search, path }: Search): Promise<void> {
  let found = find(path);
  while (!found) {
    await nextFrame();
    found = find(path);
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

addEventListener('message', ({ source, data }: MessageEvent<Partial<Search>>) => {
  if (source === top && data.search !== undefined) void answer(data as Search);
});
tell('ready', null);
