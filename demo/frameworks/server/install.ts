import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = 'ghl-social-connect';
const isWindows = process.platform === 'win32';

/** Packs the package at `root` as it would be published, and unpacks it at `target`. */
function installTarball(root: string, folder: string, target: string): void {
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: isWindows,
  });
  const [tarball = ''] = /[\w.-]+\.tgz/.exec(output) ?? [];
  execFileSync('tar', ['-xzf', tarball], { cwd: folder });
  renameSync(join(folder, 'package'), target);
}

/** Everything else comes from what is installed at `root`: nothing is downloaded twice. */
function linkDependencies(root: string, modules: string): void {
  const names = readdirSync(join(root, 'node_modules')).filter((name) => !name.startsWith('.') && name !== PACKAGE);
  for (const name of names) symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
}

/**
 * Makes a project outside the repository that has the packed package installed; run `npm run build` before.
 *
 * @param root The repository.
 * @param sources Folders to copy into the project, by the names that they get there.
 * @returns Path of the project. Whoever asked for it removes it.
 */
export function createProject(root: string, sources: Readonly<Record<string, string>>): string {
  const project = realpathSync(mkdtempSync(join(tmpdir(), `${PACKAGE}-project-`)));
  const modules = join(project, 'node_modules');
  mkdirSync(modules);
  installTarball(root, project, join(modules, PACKAGE));
  linkDependencies(root, modules);
  for (const [name, source] of Object.entries(sources)) cpSync(source, join(project, name), { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
  return project;
}
