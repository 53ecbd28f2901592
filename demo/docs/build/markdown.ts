import type { MarkdownRenderer } from 'vitepress';

/** Double braces are an expression to Vue, and a placeholder of HighLevel to us. */
const escapeBraces = (html: string): string => html.replaceAll('{{', '&#123;&#123;');

/** Keeps Vue from evaluating what pages say. */
export function usePlainText({ renderer }: MarkdownRenderer): void {
  for (const name of ['text', 'code_inline']) {
    const render = renderer.rules[name];
    if (!render) throw new Error(`markdown-it has no rule ${name}.`);
    renderer.rules[name] = (...parameters) => escapeBraces(render(...parameters));
  }
}

/**
 * Puts each table into a box that scrolls and that the keyboard reaches. Columns are aligned by a class instead of a
 * `style` attribute, which a strict Content Security Policy refuses.
 */
export function useAccessibleTables({ renderer }: MarkdownRenderer): void {
  const { rules } = renderer;
  rules['table_open'] = () => '<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n';
  rules['table_close'] = () => '</table></div>\n';
  for (const name of ['th_open', 'td_open']) {
    rules[name] = (tokens, index, options, _env, self) => {
      const token = tokens[index]!;
      if (token.attrGet('style') === 'text-align:right') token.attrs = [['class', 'number']];
      return self.renderToken(tokens, index, options);
    };
  }
}
