/**
 * Runs steps side by side, `slots` at a time, in the order in which they are listed. A step starts when those in its
 * `after` that take part have ended, whatever their result.
 *
 * @param steps Name to `{ run, after? }`.
 * @param onEnd Is called after each step with its name, its result and its duration in milliseconds.
 */
export async function runSteps(steps, slots, onEnd) {
  const waiting = new Map(Object.entries(steps));
  const running = new Map();
  const isReady = ([, { after = [] }]) => !after.some((name) => waiting.has(name) || running.has(name));

  function start(name, { run }) {
    const begin = Date.now();
    waiting.delete(name);
    const ended = run().then((result) => {
      running.delete(name);
      onEnd(name, result, Date.now() - begin);
    });
    running.set(name, ended);
  }

  while (waiting.size > 0 || running.size > 0) {
    const ready = [...waiting].filter(isReady).slice(0, Math.max(0, slots - running.size));
    for (const [name, step] of ready) start(name, step);
    if (running.size === 0) throw new Error(`These steps wait for each other: ${[...waiting.keys()].join(', ')}`);
    await Promise.race(running.values());
  }
}
