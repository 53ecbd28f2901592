import type { SerializedAXNode } from 'puppeteer-core';

/** One line for each node that a screen reader reads, indented as they are nested. */
export function writeTree({ role, name, children = [], ...states }: SerializedAXNode, depth = 0): string {
  const told = ['description', 'checked', 'disabled', 'focused'] as const;
  const words = told.filter((key) => states[key]).map((key) => `${key}=${String(states[key])}`);
  const line = `${'  '.repeat(depth)}${[role, JSON.stringify(name ?? ''), ...words].join(' ')}\n`;
  // What a node's text is made of says nothing more.
  if (children.every((child) => child.role === 'StaticText' && child.name === name)) return line;
  return line + children.map((child) => writeTree(child, depth + 1)).join('');
}
