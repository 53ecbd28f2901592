// `npm pack` and `npm publish` run this first: without a build the package would have no code. It does not build by
// itself, because a build empties `dist` while tests may be reading it.
import { existsSync, readFileSync } from 'node:fs';
import { exit } from 'node:process';

/** The files that the values of `exports`, however nested, name one by one. */
function listTargets(value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(listTargets);
}

const { exports, bin } = JSON.parse(readFileSync('package.json', 'utf8'));
const missing = [...listTargets(exports), bin].filter((path) => !path.includes('*') && !existsSync(path));
if (missing.length > 0) {
  console.error(`package.json names files that do not exist, such as ${missing[0]}.\nRun: npm run build`);
  exit(1);
}
