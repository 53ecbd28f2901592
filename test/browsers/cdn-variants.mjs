import { existsSync, readFileSync } from 'node:fs';

const FOLDER = 'dist/cdn/';
const ENTRY = 'ghl-social-connect.js';
const PATTERN = /^\/cdn-variants\/(\w+)(?:,([\w.-]*))?(?:,(\d+))?\/([\w./-]+)$/;

/**
 * Serves the files that were built for a CDN at other addresses, in ways that CDNs and frameworks do. They are the files
 * of the disk, which the runner itself would transform.
 *
 * - `/cdn-variants/built/…`: nothing else is different;
 * - `/cdn-variants/renamed/…`: a name that no built file has is the entry;
 * - `/cdn-variants/moved/…`: a redirect to the built file;
 * - `/cdn-variants/flaky,{id},{failures}/…`: the first requests for a part, `failures` of them, get 503;
 * - `/cdn-variants/tampered,{part}/…`: the file of that part has one more line than was built.
 *
 * `cdn.localhost` serves everything to pages of any origin.
 */
export function cdnVariants() {
  const requests = new Map();

  function fail(context, id, failures) {
    const count = (requests.get(id) ?? 0) + 1;
    requests.set(id, count);
    if (count > failures) return false;
    context.set('Cache-Control', 'no-store');
    context.status = 503;
    return true;
  }

  return async (context, next) => {
    if (context.hostname === 'cdn.localhost') context.set('Access-Control-Allow-Origin', '*');
    const [, variant, id, failures, file] = PATTERN.exec(context.path) ?? [];
    if (!variant) return next();
    if (variant === 'moved') return context.redirect(`/${FOLDER}${file}`);
    if (variant === 'flaky' && file.includes('.accounts.') && fail(context, id, Number(failures))) return undefined;
    const code = readFileSync(FOLDER + (existsSync(FOLDER + file) ? file : ENTRY), 'utf8');
    context.type = 'text/javascript; charset=utf-8';
    context.body = variant === 'tampered' && file.includes(`.${id}.`) ? `${code}\n// One more line.` : code;
    return undefined;
  };
}
