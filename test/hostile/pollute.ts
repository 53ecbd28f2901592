/** Lets every object inherit `properties`, as after a prototype pollution. Returns a function that undoes it. */
export function pollute(properties: object): () => void {
  Object.assign(Object.prototype, properties);
  return () => {
    for (const name of Object.keys(properties)) Reflect.deleteProperty(Object.prototype, name);
  };
}

/** Runs `use` while every object inherits `properties`. */
export async function withPolluted<T>(properties: object, use: () => T | Promise<T>): Promise<T> {
  const undo = pollute(properties);
  try {
    return await use();
  } finally {
    undo();
  }
}
