// Does to a page what a bundled zod and Lit do that are not kept to themselves.
import '/node_modules/lit-html/lit-html.js?copy';
import * as z from '/node_modules/zod/index.js?copy';

z.config({ localeError: () => 'in other words', jitless: true });
z.globalRegistry.add(z.string(), { id: 'careless' });
Object.assign(globalThis, { careless: true });
