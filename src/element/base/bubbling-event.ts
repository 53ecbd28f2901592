/** An event that crosses shadow roots and bubbles, so that a page can listen at one place for many buttons. */
export abstract class BubblingEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { detail, bubbles: true, composed: true, cancelable });
  }
}
