/**
 * A copy of `options` that inherits nothing: what a script has added to `Object.prototype` is nobody's option. An instance
 * of a class stays as it is, because it may have its options on its own prototype.
 */
export function ownOptions<Options extends object>(options: Options): Options {
  return Object.getPrototypeOf(options) === Object.prototype ? { __proto__: null, ...options } : options;
}
