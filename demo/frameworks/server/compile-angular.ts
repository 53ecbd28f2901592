import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import linker from '@angular/compiler-cli/linker/babel';
import { transformAsync } from '@babel/core';
import type { Plugin } from 'vite';

const COMPILER = 'node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js';

/**
 * Compiles what a TypeScript configuration of a project names, ahead of time, beside its sources.
 *
 * @throws What the compiler has to say.
 */
export function compileAngular(project: string, config: string): void {
  execFileSync(process.execPath, [COMPILER, '-p', join(project, config)], { cwd: project, stdio: 'pipe' });
}

/**
 * Finishes what Angular's libraries, and our directive, are half compiled to, and tells them which side they are on; the
 * Angular CLI does the same.
 */
export function linkAngular(): Plugin {
  return {
    name: 'link-angular',
    config: (_config, { isSsrBuild = false }) => ({ define: { ngServerMode: String(isSsrBuild) } }),
    async transform(code, id) {
      if (!code.includes('ɵɵngDeclare')) return undefined;
      const result = await transformAsync(code, { filename: id, plugins: [linker], configFile: false, babelrc: false });
      return { code: result?.code ?? code, map: null };
    },
  };
}
