/** Counts what stays: listeners of the window and the document, and timers. */
export function countResources(): { count(): number; restore(): void } {
  const listeners = new Map<string, number>();
  const timers = new Set<number>();
  const key = (target: EventTarget, type: string) => `${target === window ? 'window' : 'document'} ${type}`;
  const add = (name: string, step: number) => listeners.set(name, (listeners.get(name) ?? 0) + step);
  const restores = [window, document].map((target) => {
    const known = new Set<string>();
    // Weak, so that counting holds nothing.
    const ids = new WeakMap<object, number>();
    let nextId = 0;
    const identify = (type: string, listener: object) => {
      if (!ids.has(listener)) ids.set(listener, (nextId += 1));
      return `${type} ${ids.get(listener)}`;
    };
    const drop = (type: string, listener: object) => {
      if (known.delete(identify(type, listener))) add(key(target, type), -1);
    };
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = (type: string, listener: object, options?: AddEventListenerOptions | boolean) => {
      const { signal } = typeof options === 'object' ? options : {};
      if (signal?.aborted) return;
      if (!known.has(identify(type, listener))) add(key(target, type), 1);
      known.add(identify(type, listener));
      signal?.addEventListener('abort', () => drop(type, listener));
      addEventListener.call(target, type, listener as EventListener, options);
    };
    target.removeEventListener = (type: string, listener: object, options?: boolean) => {
      drop(type, listener);
      removeEventListener.call(target, type, listener as EventListener, options);
    };
    return () => Object.assign(target, { addEventListener, removeEventListener });
  });
  const { setInterval, clearInterval } = window;
  window.setInterval = ((handler: TimerHandler, ms?: number) => {
    const timer = setInterval(handler, ms);
    timers.add(timer);
    return timer;
  }) as typeof window.setInterval;
  window.clearInterval = ((timer: number) => {
    timers.delete(timer);
    clearInterval(timer);
  }) as typeof window.clearInterval;
  return {
    count: () => [...listeners.values()].reduce((sum, value) => sum + value, 0) + timers.size,
    restore() {
      for (const restore of restores) restore();
      Object.assign(window, { setInterval, clearInterval });
    },
  };
}
