/** An event that bubbles and crosses shadow roots, so that one listener can serve many buttons. */
export abstract class BubblingEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { detail, bubbles: true, composed: true, cancelable });
  }
}
