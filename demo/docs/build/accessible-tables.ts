import type { MarkdownRenderer } from 'vitepress';

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
