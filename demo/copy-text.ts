/** Makes a button copy the text of an element. */
export function copyOnClick(button: HTMLElement, source: HTMLElement): void {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(source.textContent ?? '');
    } catch {
      // Without the permission, the selected text is one key away from being copied.
      getSelection()?.selectAllChildren(source);
      return;
    }
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = label), 2000);
  });
}
