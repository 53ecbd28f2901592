/** Where the messages of the played sign-in come from. */
export const HIGHLEVEL_ORIGIN = 'https://hl.example';

/** Stands for the window of a sign-in, and for what HighLevel posts from it. */
export function createPlayedPopup() {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const source = frame.contentWindow!;
  return {
    openWindow: (): Window => source,
    /** Posts one of HighLevel's messages. */
    say(fields: object): void {
      const data = { page: 'social_media_posting', ...fields };
      window.dispatchEvent(new MessageEvent('message', { source, origin: HIGHLEVEL_ORIGIN, data }));
    },
  };
}
