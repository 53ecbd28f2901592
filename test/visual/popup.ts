const ORIGIN = 'https://services.leadconnectorhq.com';

/** Stands for a popup, and for what comes out of it. */
export interface PlayedPopup {
  readonly openWindow: () => Window;
  /** Posts one of HighLevel's messages. */
  readonly say: (fields: object) => void;
}

/** A window that stays where it is. */
export function createPopup(): PlayedPopup {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const source = frame.contentWindow;
  if (!source) throw new Error('The frame has no window.');
  return {
    openWindow: () => source,
    say: (fields) => {
      const data = { page: 'social_media_posting', ...fields };
      dispatchEvent(new MessageEvent('message', { source, origin: ORIGIN, data }));
    },
  };
}

/** A window that goes out of sight as soon as it is open, as behind a Cross-Origin-Opener-Policy. */
export function createUnreachablePopup(): PlayedPopup {
  let looks = 0;
  const popup = {
    get closed() {
      looks += 1;
      return looks > 1;
    },
    close() {},
    focus() {},
  };
  return { openWindow: () => popup as Window, say() {} };
}
