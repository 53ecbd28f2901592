import { buildCdn, bundleOwnCode, bundlePeers, measure } from './bundles.mjs';

const measureAll = (files) => Object.fromEntries(Object.entries(files).map(([name, code]) => [name, measure(code)]));

/** What a page loads before anybody clicks. */
const isLoaded = (name) => name === 'ghl-social-connect.js' || name.endsWith('.core.js');

/** Bytes of what a page loads, minified, everything included. Exact: the same on every machine. */
export async function run() {
  const files = Object.entries(await buildCdn());
  return {
    unit: 'bytes',
    cdn: {
      load: measureAll(Object.fromEntries(files.filter(([name]) => isLoaded(name)))),
      parts: measureAll(Object.fromEntries(files.filter(([name]) => !isLoaded(name)))),
      single: measureAll({ ...(await buildCdn('bundle')), ...(await buildCdn('classic')) }),
    },
    npmOwnCodeBrotli: await bundleOwnCode(),
    goals: { loadBrotli: 15_500, ownCodeAtLoadBrotli: 5000 },
    peers: measureAll(await bundlePeers()),
  };
}
