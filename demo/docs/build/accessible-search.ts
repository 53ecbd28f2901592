import type { Plugin } from 'vite';

/** What VitePress's search has wrong, and what it should be. */
const REPLACEMENTS: readonly (readonly [wrong: RegExp, right: string])[] = [
  // It is a dialog, and no button that contains a form.
  [
    /role="button"\s+:aria-owns="[^"]+"\s+aria-expanded="true"\s+aria-haspopup="listbox"/,
    'role="dialog" aria-modal="true"',
  ],
  // An option cannot contain a link. The link is the option.
  [/:id="'localsearch-item-' \+ index"\s+:aria-selected="[^"]+"\s+role="option"/, 'role="presentation"'],
  [
    /(?=:href="withBase\(p\.id\)"\s+class="result")/,
    `:id="'localsearch-item-' + index" :aria-selected="selectedIndex === index" role="option" `,
  ],
  // The label of a key needs a role that can have one.
  [/<kbd (?=:aria-label)/g, '<kbd role="img" '],
];

/** Corrects roles in VitePress's search dialog. The build fails if a new version no longer has what is wrong. */
export function accessibleSearch(): Plugin {
  return {
    name: 'accessible-search',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/VPLocalSearchBox.vue')) return undefined;
      let result = code;
      for (const [wrong, right] of REPLACEMENTS) {
        if (result.search(wrong) < 0) this.error(`${id} no longer matches ${wrong}.`);
        result = result.replace(wrong, right);
      }
      return { code: result, map: null };
    },
  };
}
