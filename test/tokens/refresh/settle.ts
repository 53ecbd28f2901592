import { vi } from 'vitest';

/** Operations of Web Cryptography that the tokens use; they take real time, in other threads. */
const OPERATIONS = [
  'importKey',
  'deriveBits',
  'encrypt',
  'decrypt',
  'digest',
  'sign',
  'verify',
  'generateKey',
] as const;
/** A promise that nothing delays settles within a turn of the event loop. */
const QUIET_TURNS = 5;

type Operation = (...parameters: unknown[]) => Promise<unknown>;

let running = 0;

async function track(result: Promise<unknown>): Promise<unknown> {
  running += 1;
  try {
    return await result;
  } finally {
    running -= 1;
  }
}

/** Stops timers and the clock, and watches cryptography, until {@link restoreTime}. */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
  running = 0;
  const subtle = crypto.subtle as unknown as Record<string, Operation>;
  for (const name of OPERATIONS) {
    const original = subtle[name]!.bind(subtle);
    vi.spyOn(subtle, name).mockImplementation((...parameters) => track(original(...parameters)));
  }
}

export function restoreTime(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
}

/** Resolves once nothing happens any more that does not wait for a timer, however long the machine takes for it. */
export async function settle(): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (running > 0) quiet = -1;
  }
}

/** Moves the stopped clock, and lets everything happen that is due. */
export async function advance(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}
