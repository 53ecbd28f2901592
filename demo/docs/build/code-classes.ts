import type { ShikiTransformer } from 'shiki';
import type { Plugin } from 'vite';

/**
 * The highlighter puts a `style` attribute on every token, which a strict Content Security Policy refuses. In the built
 * site, this turns each distinct style into a class, and adds the classes to the style sheet.
 */
export function createCodeClasses(): { readonly transformer: ShikiTransformer; readonly plugin: Plugin } {
  const classes = new Map<string, string>();
  // The development server has no style sheet to add the classes to, and no policy: there, tokens keep their styles.
  let building = false;

  function toClass(style: string): string {
    const name = classes.get(style) ?? `code-${classes.size}`;
    classes.set(style, name);
    return name;
  }

  const transformer: ShikiTransformer = {
    name: 'code-classes',
    enforce: 'post',
    root(root) {
      if (!building) return;
      const visit = (node: { children?: unknown[]; properties?: Record<string, unknown> }): void => {
        const { style } = node.properties ?? {};
        if (node.properties && typeof style === 'string') {
          delete node.properties['style'];
          node.properties['class'] = [node.properties['class'], toClass(style)].flat().filter(Boolean).join(' ');
        }
        for (const child of node.children ?? []) visit(child as typeof node);
      };
      visit(root);
    },
  };
  const plugin: Plugin = {
    name: 'code-classes',
    apply: 'build',
    configResolved() {
      building = true;
    },
    generateBundle: {
      // Vite adds the style sheet in the same hook.
      order: 'post',
      handler(_options, bundle) {
        const sheet = Object.values(bundle).find(({ fileName }) => fileName.endsWith('.css'));
        if (sheet?.type !== 'asset') return;
        const rules = [...classes].map(([style, name]) => `.${name}{${style}}`);
        sheet.source = `${String(sheet.source)}${rules.join('')}`;
      },
    },
  };
  return { transformer, plugin };
}
