/** Stylesheet of the simulator's pages. */
export const STYLESHEET = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(#f3f4f6, #15171c); color: light-dark(#1b1e25, #eceef2); }
main { box-sizing: border-box; width: min(26rem, 100vw - 2rem); margin: 1rem 0; padding: 2rem; border-radius: 1rem;
  background: light-dark(#fff, #20242c); box-shadow: 0 1px 3px #0003, 0 8px 24px #0001; }
body.wide main { width: min(60rem, 100vw - 2rem); }
h1 { margin: 0 0 .75rem; font-size: 1.35rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 2rem 0 .5rem; font-size: 1.05rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
a { color: light-dark(#2457d6, #8fb0ff); }
.note { margin: 1.5rem 0 0; font-size: .85rem; opacity: .75; }
.scroll { overflow-x: auto; }
pre { margin: 0; padding: .75rem; overflow-x: auto; border-radius: .6rem; background: light-dark(#f3f4f6, #15171c); }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .35rem .5rem; text-align: start; vertical-align: middle; border-top: 1px solid light-dark(#e2e4ea, #363c47); }
td img { display: block; width: 2rem; height: 2rem; border-radius: 50%; }
td code { overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
label { display: grid; gap: .25rem; font-size: .9rem; }
select, input { min-height: 44px; box-sizing: border-box; max-width: 100%; padding: 0 .6rem; border-radius: .6rem;
  border: 1px solid light-dark(#8a909c, #7a818e); font: inherit; background: transparent; color: inherit; }
fieldset { flex: 1 0 100%; box-sizing: border-box; min-width: 0; display: grid; gap: .25rem; margin: 0; padding: .5rem .75rem; border-radius: .6rem;
  border: 1px solid light-dark(#c5c9d3, #4a505c); }
.choice { display: flex; gap: .6rem; align-items: center; min-height: 44px; overflow-wrap: anywhere; }
.choice input { flex: none; min-height: 0; width: 1.1rem; height: 1.1rem; margin: 0; }
option { background: light-dark(#fff, #20242c); }
button { flex: 1; min-height: 44px; padding: 0 1rem; border-radius: .6rem; border: 1px solid light-dark(#c5c9d3, #4a505c);
  font: inherit; font-weight: 600; background: transparent; color: inherit; cursor: pointer; }
.wide button { flex: none; }
button[value="allow"], button.primary { border-color: transparent; background: #2457d6; color: #fff; }
button:hover { filter: brightness(1.1); }
:focus-visible { outline: 3px solid #6f98ff; outline-offset: 2px; }
`;

/** Script of the finish page: reads what to do from the body, posts the messages, closes the window. */
export const FINISH_SCRIPT = `
const { messages, delay, closesWindow } = JSON.parse(document.body.dataset.script);
function finish() {
  if (!window.opener) return;
  for (const message of messages) window.opener.postMessage(message, '*');
  if (closesWindow) window.close();
}
if (delay > 0) setTimeout(finish, delay);
else finish();
`;
