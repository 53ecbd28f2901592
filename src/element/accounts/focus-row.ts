/** Moves the focus to the row of an account, else to the last one, else to what remains. */
export function focusRow(root: ShadowRoot, id: string | undefined): void {
  const rows = [...root.querySelectorAll<HTMLElement>('li')];
  const row = rows.find(({ dataset }) => dataset.id === id) ?? rows.at(-1);
  const target =
    row?.querySelector<HTMLElement>('.disconnect') ?? root.querySelector<HTMLElement>('ghl-social-connect');
  target?.focus();
}
