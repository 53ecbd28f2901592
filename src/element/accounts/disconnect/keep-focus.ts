/** What gets the focus in a row: its checkbox, else its button. */
const IN_ROW = 'input, .disconnect, button, ghl-social-connect';

const listRows = (root: ShadowRoot): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('li[data-id]')];

const isVisible = (element: HTMLElement): boolean => element.getClientRects().length > 0;

/** The first in the order of the selectors, not of the document. */
function findFirst(root: ParentNode, selectors: string): HTMLElement | undefined {
  return selectors
    .split(', ')
    .flatMap((selector) => [...root.querySelectorAll<HTMLElement>(selector)])
    .find(isVisible);
}

/**
 * Keeps the focus in the list when it is redrawn. A row that goes must not take the focus with it: the next one gets it,
 * else the one before, else what remains. Never takes the focus from the rest of the page.
 */
export class FocusKeeper {
  #hadFocus = false;
  /** Ids of the rows that may get the focus, the next one first. */
  #heirs: readonly string[] = [];

  /** To be called before the list is redrawn. */
  note(root: ShadowRoot | null): void {
    const active = root?.activeElement;
    this.#hadFocus = Boolean(active);
    this.#heirs = [];
    const row = active?.closest('li');
    if (!root || !row) return;
    const rows = listRows(root);
    const index = rows.indexOf(row);
    const ids = rows.map(({ dataset }) => dataset.id ?? '');
    this.#heirs = [...ids.slice(index), ...ids.slice(0, index).reverse()];
  }

  /** To be called after the list was redrawn. */
  restore(root: ShadowRoot | null): void {
    if (!root || !this.#hadFocus || root.activeElement || document.activeElement !== document.body) return;
    const rows = new Map(listRows(root).map((row) => [row.dataset.id, row]));
    const heir = this.#heirs.map((id) => rows.get(id)).find((row) => row && isVisible(row));
    const target =
      (heir && findFirst(heir, IN_ROW)) ?? findFirst(root, '.bar input, .select, .disconnect, ghl-social-connect');
    target?.focus();
  }
}
