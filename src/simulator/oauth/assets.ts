/** Stylesheet of the simulator's pages. */
export const STYLESHEET = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(#f3f4f6, #15171c); color: light-dark(#1b1e25, #eceef2); }
main { box-sizing: border-box; width: min(26rem, 100vw - 2rem); padding: 2rem; border-radius: 1rem;
  background: light-dark(#fff, #20242c); box-shadow: 0 1px 3px #0003, 0 8px 24px #0001; }
h1 { margin: 0 0 .75rem; font-size: 1.35rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
.note { margin: 1.5rem 0 0; font-size: .85rem; opacity: .75; }
form { display: flex; flex-wrap: wrap; gap: .75rem; }
button { flex: 1; min-height: 44px; padding: 0 1rem; border-radius: .6rem; border: 1px solid light-dark(#c5c9d3, #4a505c);
  font: inherit; font-weight: 600; background: transparent; color: inherit; cursor: pointer; }
button[value="allow"] { border-color: transparent; background: #2457d6; color: #fff; }
button:hover { filter: brightness(1.1); }
button:focus-visible { outline: 3px solid #6f98ff; outline-offset: 2px; }
`;

/** Script of the pages that post to the opener: reads its orders from the body, posts, closes the window. */
export const FINISH_SCRIPT = `
const { messages, delay, closes } = JSON.parse(document.body.dataset.orders);
function finish() {
  if (!window.opener) return;
  for (const message of messages) window.opener.postMessage(message, '*');
  if (closes) window.close();
}
if (delay > 0) setTimeout(finish, delay);
else finish();
`;
