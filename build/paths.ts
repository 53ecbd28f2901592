import { fileURLToPath } from 'node:url';

/** Absolute path of a file below `src`. */
export const sourcePath = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** Absolute path of a file below `build`. */
export const buildPath = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
