/**
 * An event that bubbles and crosses shadow roots, so that one listener can serve many elements. Its type is the
 * `eventName` of its class.
 */
export abstract class BubblingEvent<Detail> extends CustomEvent<Detail> {
  declare static readonly eventName: string;

  constructor(detail: Detail, init?: EventInit) {
    super(new.target.eventName, { bubbles: true, composed: true, ...init, detail });
  }
}
