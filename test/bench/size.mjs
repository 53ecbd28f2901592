import { buildCdn, bundleOwnCode, bundlePeers, measure } from './bundles.mjs';

/** Bytes of what a page loads, minified, everything included. Exact: the same on every machine. */
export async function run() {
  const files = await buildCdn();
  const [entry, ...parts] = Object.keys(files).sort((a, b) => a.length - b.length);
  const classic = await buildCdn('classic');
  return {
    unit: 'bytes',
    cdn: {
      entry: measure(files[entry]),
      parts: Object.fromEntries(parts.map((name) => [name, measure(files[name])])),
      classic: measure(Object.values(classic)[0]),
    },
    npmOwnCodeBrotli: await bundleOwnCode(),
    goals: { entryBrotli: 14_500, ownCodeAtLoadBrotli: 5000 },
    peers: Object.fromEntries(Object.entries(await bundlePeers()).map(([name, code]) => [name, measure(code)])),
  };
}
