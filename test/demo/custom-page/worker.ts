import { writeFileSync } from 'node:fs';
import { build } from 'vite';

/** Bundles `worker.mjs` of a folder, as Cloudflare's tool does, into `bundle.mjs`. */
export async function bundleWorker(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, target: 'webworker' },
    build: {
      ssr: `${folder}/worker.mjs`,
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: { output: { entryFileNames: 'bundle.mjs', codeSplitting: false } },
    },
  });
}

/** What `wrangler.json` describes, for workerd: the Worker, its store, and the files beside it. */
export function writeWorkerConfig(folder: string, port: number, env: Readonly<Record<string, string>>): string {
  const texts = Object.entries(env).map(([name, value]) => `(name = "${name}", text = "${value}")`);
  const config = `${folder}/worker.capnp`;
  writeFileSync(
    `${folder}/pages.mjs`,
    `import page from 'page.html';
    export default { fetch: () => new Response(page, { headers: { 'Content-Type': 'text/html' } }) };`,
  );
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "app", worker = (
      modules = [(name = "worker.mjs", esModule = embed "bundle.mjs")],
      compatibilityDate = "2026-01-01",
      durableObjectNamespaces = [
        (className = "SocialConnectStore", uniqueKey = "social-connect-store", enableSql = true),
      ],
      durableObjectStorage = (localDisk = "disk"),
      bindings = [
        (name = "STORE", durableObjectNamespace = "SocialConnectStore"),
        (name = "PAGES", service = "pages"),
        ${texts.join(',\n        ')},
      ],
    )),
    (name = "pages", worker = (
      modules = [(name = "pages.mjs", esModule = embed "pages.mjs"), (name = "page.html", text = embed "page.html")],
      compatibilityDate = "2026-01-01",
    )),
    (name = "disk", disk = (path = ${JSON.stringify(folder)}, writable = true)),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "localhost:${port}", http = (), service = "app")],
);
`,
  );
  return config;
}
