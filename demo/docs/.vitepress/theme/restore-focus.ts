import { onMounted, onUnmounted } from 'vue';

const SEARCH = '.VPLocalSearchBox';

/** Gives the focus back to where it was before the search opened. VitePress leaves it at the start of the page. */
export function useRestoredFocus(): void {
  let last: HTMLElement | undefined;

  function remember({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && !target.closest(SEARCH)) last = target;
  }
  function restore(records: readonly MutationRecord[]): void {
    const removed = records.flatMap(({ removedNodes }) => [...removedNodes]);
    const isClosed = removed.some((node) => node instanceof HTMLElement && node.matches(SEARCH));
    if (isClosed && document.activeElement === document.body) last?.focus();
  }

  let observer: MutationObserver | undefined;
  onMounted(() => {
    document.addEventListener('focusin', remember);
    observer = new MutationObserver(restore);
    observer.observe(document.body, { childList: true });
  });
  onUnmounted(() => {
    document.removeEventListener('focusin', remember);
    observer?.disconnect();
  });
}
