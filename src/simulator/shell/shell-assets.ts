/** Stylesheet of the shell. It adds to that of the simulator's pages. */
export const SHELL_STYLESHEET = `
body { display: grid; grid-template: 1fr auto / 15rem minmax(0, 1fr); place-items: stretch; }
.sidebar { display: flex; flex-direction: column; gap: 1.25rem; padding: 1.25rem 1rem; background: #14213d; color: #fff;
  border: 0 solid transparent; border-inline-end-width: 1px; /* Seen in forced colours. */ }
.sidebar :is(p, h2, ul) { margin: 0; padding: 0; list-style: none; }
.sidebar h2 { margin-block-end: .4rem; font-size: .8rem; font-weight: 600; color: #c3cbe0; }
.brand { font-size: 1.1rem; font-weight: 700; overflow-wrap: anywhere; }
.sidebar .note { font-size: .8rem; font-weight: 400; opacity: 1; color: #c3cbe0; }
.sidebar a { display: flex; align-items: center; min-height: 44px; box-sizing: border-box; padding: .25rem .75rem; border-radius: .5rem; color: #fff;
  text-decoration: none; overflow-wrap: anywhere; }
.sidebar a:hover { background: #ffffff1f; }
.sidebar a[aria-current] { background: #ffffff33; font-weight: 600; outline: 1px solid #ffffff80; outline-offset: -1px; }
.sidebar label { width: 100%; }
.sidebar select { width: 100%; border-color: #c3cbe0; text-overflow: ellipsis; }
.sidebar option { background: #14213d; color: #fff; }
.sidebar button { border-color: #c3cbe0; }
.sidebar :focus-visible { outline: 3px solid #9bb8ff; outline-offset: 2px; }
body.shell main { display: grid; grid-area: 1 / 2 / span 2; grid-template-rows: auto 1fr; width: auto; margin: 0; padding: 0; border-radius: 0; box-shadow: none; }
main h1 { margin: 0; padding: .9rem 1.25rem; font-size: 1.05rem; border-bottom: 1px solid light-dark(#e2e4ea, #363c47); }
main p { padding: 1.25rem; }
/* A page that knows no dark colours is transparent, and dark text on it would be on a dark page. */
iframe { display: block; width: 100%; height: 100%; min-height: 40rem; border: 0; color-scheme: light; background: #fff; }
@media (width < 48rem) {
  body { grid-template: auto 1fr auto / minmax(0, 1fr); }
  body.shell main { grid-area: auto; }
  .sidebar { gap: .5rem; padding-block: .75rem; border-width: 1px 0; }
  .sidebar ul { display: flex; flex-wrap: wrap; gap: .25rem; }
}
`;

/**
 * Script of the shell: answers the app's page, offers `exposeSessionDetails` to Custom JavaScript, and switches the
 * location without a reload.
 */
export const SHELL_SCRIPT = `
const frame = document.querySelector('iframe');
const links = [...document.querySelectorAll('a[data-location]')];
let shown = links.find((link) => link.hasAttribute('aria-current'));

async function readUserContext() {
  const query = new URLSearchParams(location.search);
  query.set('locationId', shown.dataset.location);
  const response = await fetch('/simulator/user-context?' + query);
  const { isAnswered, payload, delay } = await response.json();
  if (!isAnswered) return new Promise(() => {});
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  return payload;
}

window.exposeSessionDetails = (appId) => appId ? readUserContext() : Promise.reject(new Error('The app id is missing.'));

addEventListener('message', async ({ source, data }) => {
  if (source !== frame?.contentWindow || data?.message !== 'REQUEST_USER_DATA') return;
  const payload = await readUserContext();
  source.postMessage({ message: 'REQUEST_USER_DATA_RESPONSE', payload }, '*');
});

function show(link) {
  shown.removeAttribute('aria-current');
  link.setAttribute('aria-current', 'page');
  shown = link;
  document.querySelector('h1').textContent = link.dataset.title;
  const planner = document.querySelector('#planner');
  planner.hidden = !link.dataset.planner;
  planner.firstElementChild.href = link.dataset.planner;
  // The address of the app's page may contain the location.
  if (frame && frame.getAttribute('src') !== link.dataset.frame) frame.src = link.dataset.frame;
  dispatchEvent(new CustomEvent('routeChangeEvent', { detail: { path: location.pathname } }));
}

for (const link of links) {
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (link === shown) return;
    history.pushState(null, '', link.href);
    show(link);
  });
}
addEventListener('popstate', () => {
  const link = links.find(({ pathname }) => pathname === location.pathname);
  if (link && link !== shown) show(link);
});
addEventListener('load', () => dispatchEvent(new CustomEvent('routeLoaded', { detail: { path: location.pathname } })));
`;
