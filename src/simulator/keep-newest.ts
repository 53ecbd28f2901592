/** Removes the oldest entry of a collection that has more than `limit`. */
export function keepNewest(collection: Map<string, unknown> | Set<string>, limit: number): void {
  const oldest = collection.keys().next().value;
  if (collection.size > limit && oldest !== undefined) collection.delete(oldest);
}
