/** Runs `use` while every object inherits `properties`, as after a prototype pollution. */
export async function withPolluted<T>(properties: object, use: () => T | Promise<T>): Promise<T> {
  Object.assign(Object.prototype, properties);
  try {
    return await use();
  } finally {
    for (const name of Object.keys(properties)) Reflect.deleteProperty(Object.prototype, name);
  }
}
