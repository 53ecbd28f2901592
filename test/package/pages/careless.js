// Changes the page as a script does whose bundled zod and Lit are not private.
import '/node_modules/lit-html/lit-html.js?copy';
import * as z from '/node_modules/zod/index.js?copy';

z.config({ localeError: () => 'in other words', jitless: true });
z.globalRegistry.add(z.string(), { id: 'careless' });
Object.assign(globalThis, { careless: true });
