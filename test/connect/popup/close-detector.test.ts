import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLUR_MS, CloseDetector, GRACE_MS, type PopupStatus } from '../../../src/connect/popup/close-detector.js';

type Look = [now: number, closed: boolean, focused: boolean];

function observe(looks: Look[], { hasNavigated = true, isUnreachable = false } = {}): PopupStatus[] {
  const detector = new CloseDetector(isUnreachable);
  return looks.map(([now, closed, focused]) => detector.observe({ now, closed, focused, hasNavigated }));
}

describe('CloseDetector', () => {
  it('reports an open popup as open, wherever the focus is', () => {
    expect(
      observe([
        [0, false, false],
        [9000, false, true],
      ]),
    ).toEqual(['open', 'open']);
  });

  it('reports a close at once before the popup was sent anywhere', () => {
    expect(observe([[0, true, false]], { hasNavigated: false })).toEqual(['closed']);
  });

  it('reports a close when the focus has stayed for the grace period', () => {
    expect(
      observe([
        [0, true, true],
        [GRACE_MS - 1, true, true],
        [GRACE_MS, true, true],
      ]),
    ).toEqual(['undecided', 'undecided', 'closed']);
  });

  it('allows the focus to return a moment after the close', () => {
    expect(
      observe([
        [0, true, false],
        [60, true, true],
        [60 + GRACE_MS, true, true],
      ]),
    ).toEqual(['undecided', 'undecided', 'closed']);
  });

  it('reports a popup as unreachable if it looks closed and the focus stays away', () => {
    expect(
      observe([
        [0, true, false],
        [BLUR_MS - 1, true, false],
        [BLUR_MS, true, false],
      ]),
    ).toEqual(['undecided', 'undecided', 'unreachable']);
  });

  it('reports a popup as unreachable if the focus leaves within the grace period (Firefox keeps it for 0.6 s)', () => {
    expect(
      observe([
        [0, true, true],
        [600, true, false],
        [1100, true, false],
      ]).at(-1),
    ).toBe('unreachable');
  });

  it('never reports an unreachable popup as closed, and a return only if the person stays', () => {
    expect(
      observe([
        [0, true, false],
        [BLUR_MS, true, false],
        [5000, true, true],
        [5000 + GRACE_MS - 1, true, true],
        [7000, true, false],
        [9000, true, true],
        [9000 + GRACE_MS, true, true],
      ]).slice(1),
    ).toEqual(['unreachable', 'unreachable', 'unreachable', 'unreachable', 'unreachable', 'returned']);
  });

  it('treats a window that a link opened as unreachable, and reports no return before the focus was away', () => {
    expect(
      observe(
        [
          [0, true, true],
          [GRACE_MS * 2, true, true],
          [4000, true, false],
          [5000, true, true],
          [5000 + GRACE_MS, true, true],
        ],
        { isUnreachable: true },
      ),
    ).toEqual(['unreachable', 'unreachable', 'unreachable', 'unreachable', 'returned']);
  });

  it('starts over when the popup can be observed again', () => {
    expect(
      observe([
        [0, true, true],
        [500, false, true],
        [GRACE_MS, true, true],
      ]),
    ).toEqual(['undecided', 'open', 'undecided']);
  });

  it('reports closed only after the focus has stayed, and unreachable only without it', () => {
    const looks = fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.boolean(), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(looks, (steps) => {
        const detector = new CloseDetector();
        let now = 0;
        let gone: { focused: boolean; now: number }[] = [];
        let wasUnreachable = false;
        for (const [pause, closed, focused] of steps) {
          now += pause;
          const status = detector.observe({ now, closed, focused, hasNavigated: true });
          gone = closed || wasUnreachable ? [...gone, { focused, now }] : [];
          const recent = gone.slice(gone.findLastIndex((look) => !look.focused) + 1);
          const stayed = recent.length > 0 && now - recent[0]!.now >= GRACE_MS;
          if (status === 'closed' || status === 'returned') expect(stayed).toBe(true);
          if (status === 'closed') expect(wasUnreachable).toBe(false);
          if (status === 'returned') expect(wasUnreachable).toBe(true);
          if (status === 'unreachable' && !wasUnreachable) expect(focused).toBe(false);
          wasUnreachable ||= status === 'unreachable';
        }
      }),
      { numRuns: 1000 },
    );
  });
});
