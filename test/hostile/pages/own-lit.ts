import { html, render } from 'lit';

// A page with a copy of Lit of its own, which takes the policy's name that Lit gives it.
const paragraph = document.createElement('p');
document.body.append(paragraph);
render(html`<b id="own-lit">${'drawn by the page'}</b>`, paragraph);
