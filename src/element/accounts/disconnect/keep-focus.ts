const isVisible = (element: Element): boolean => element.getClientRects().length > 0;

/** The first that is in sight, in the order of the selectors, not of the document. */
function findFirst(root: ParentNode, ...selectors: readonly string[]): HTMLElement | undefined {
  return selectors.flatMap((selector) => [...root.querySelectorAll<HTMLElement>(selector)]).find(isVisible);
}

/**
 * Keeps the focus in the list when it is redrawn. A row that goes must not take the focus with it: the next one gets it,
 * else the one before, else what remains. Never takes the focus from the rest of the page.
 */
export class FocusKeeper {
  #hadFocus = false;
  /** The rows that may get the focus, the next one first. */
  #heirs: readonly Element[] = [];

  /** To be called before the list is redrawn. */
  note(root: ShadowRoot | null): void {
    const active = root?.activeElement;
    const row = active?.closest('li');
    const rows = row ? [...(root?.querySelectorAll('li') ?? [])] : [];
    const index = rows.findIndex((each) => each === row);
    this.#hadFocus = Boolean(active);
    this.#heirs = [...rows.slice(index), ...rows.slice(0, index).reverse()];
  }

  /** To be called after the list was redrawn. */
  restore(root: ShadowRoot | null): void {
    if (!root || !this.#hadFocus || root.activeElement) return;
    const { activeElement, body } = root.ownerDocument;
    if (activeElement !== body) return;
    const heir = this.#heirs.find(isVisible);
    const inRow = heir && findFirst(heir, 'input', '.disconnect', 'button', 'ghl-social-connect');
    (inRow ?? findFirst(root, '.bar input', '.select', '.disconnect', 'ghl-social-connect'))?.focus();
  }
}
