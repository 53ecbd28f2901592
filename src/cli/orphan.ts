import process from 'node:process';

const CHECK_INTERVAL_MS = 1_000;

/** On Windows, a process keeps the id of a parent that has ended. */
function isParentRunning(parent: number): boolean {
  if (process.platform !== 'win32') return process.ppid === parent;
  try {
    return process.kill(parent, 0);
  } catch {
    return false;
  }
}

/** Resolves when the process that started this one has ended. Does not keep this process running. */
export function whenOrphaned(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isParentRunning(parent)) return;
      clearInterval(timer);
      resolve();
    }, CHECK_INTERVAL_MS);
    timer.unref();
  });
}
