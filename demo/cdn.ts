import packageJson from '../package.json' with { type: 'json' };

/** Folder of the files for script tags; the host is whichever the reader uses. */
export const CDN = `https://cdn.example/ghl-social-connect@${packageJson.version}/dist/cdn/`;
