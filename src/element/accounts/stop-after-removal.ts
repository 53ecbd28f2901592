import type { ReactiveControllerHost } from 'lit';

/** How long a list may be out of the document, in ms: as long as its buttons. */
export const MOVE_GRACE_MS = 250;

/** Stops `parts` when `host` has left the page, and not when it only moves there: attempts of its buttons go on then. */
export function stopAfterRemoval(host: ReactiveControllerHost, ...parts: readonly { stop(): void }[]): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  host.addController({
    hostConnected: () => clearTimeout(timer),
    hostDisconnected() {
      timer = setTimeout(() => {
        for (const part of parts) part.stop();
      }, MOVE_GRACE_MS);
    },
  });
}
