import { execFile } from 'node:child_process';
import { dirname, join, relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What a compiler found wrong, and where. */
export interface Finding {
  /** From the project on. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Runs a tool of a project; its findings are what it writes, however it ends. */
function run(project: string, script: string, args: readonly string[]): Promise<string> {
  const path = join(project, 'node_modules', script);
  return new Promise((done) => {
    execFile(process.execPath, [path, ...args], { cwd: project, maxBuffer: 1 << 24 }, (_error, output, errors) =>
      done(output + errors),
    );
  });
}

/** `base` is the folder that the tool's paths start from. */
function parseTypeScript(project: string, base: string, output: string): Finding[] {
  const lines = stripVTControlCharacters(output).matchAll(/^(\S+?)(?:\((\d+),\d+\)|:(\d+):\d+)(?::| -) error (.*)$/gm);
  return [...lines].map(([, file = '', line, otherLine, text = '']) => ({
    file: relative(project, resolve(base, file)),
    line: Number(line ?? otherLine),
    text,
  }));
}

/** Compiles with one of the compilers that speak as TypeScript's own does. */
function compileWith(script: string, findBase: (project: string, config: string) => string = (project) => project) {
  return async (project: string, config: string): Promise<Finding[]> => {
    const output = await run(project, script, ['-p', config, '--pretty', 'false', '--noEmit']);
    return parseTypeScript(project, findBase(project, config), output);
  };
}

async function checkSvelte(project: string, config: string): Promise<Finding[]> {
  const args = ['--workspace', project, '--tsconfig', config, '--output', 'machine-verbose', '--threshold', 'error'];
  const output = await run(project, 'svelte-check/bin/svelte-check', args);
  return [...output.matchAll(/^\d+ (\{"type":"ERROR".*\})$/gm)].map(([, json = '']) => {
    const { filename, start, message } = JSON.parse(json) as {
      filename: string;
      start: { line: number };
      message: string;
    };
    return { file: filename, line: start.line + 1, text: message };
  });
}

/** Compilers by name: from a project and a configuration in it to all that is wrong. */
export const COMPILERS = {
  tsc: compileWith('typescript/bin/tsc'),
  'vue-tsc': compileWith('vue-tsc/bin/vue-tsc.js'),
  'svelte-check': checkSvelte,
  ngc: compileWith('@angular/compiler-cli/bundles/src/bin/ngc.js', (project, config) => dirname(join(project, config))),
} as const;
