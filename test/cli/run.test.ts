import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/element/version.js';
import { SCENARIOS } from '../../src/simulator/index.js';
import { runToEnd } from './fixture.js';

describe('ghl-social-connect', () => {
  it.each([['--help'], ['-h'], ['help']])('explains all commands: %s', async (...args) => {
    const { code, output } = await runToEnd(args);
    expect(code).toBe(0);
    expect(output).toContain('Usage: ghl-social-connect <command>');
    expect(output).toMatch(/^ {2}simulate {2,}\w/m);
    expect(output).toMatch(/^ {2}proxy {2,}\w/m);
    for (const name of Object.keys(SCENARIOS)) expect(output).toContain(`  ${name} `);
  });

  it.each([
    [['simulate', '--help'], 'simulate', '--scenario <name>', 'GHL_TOKEN'],
    [['simulate', '--port', '0', '-h'], 'simulate', '--scenario <name>', 'GHL_TOKEN'],
    [['help', 'simulate'], 'simulate', '--scenario <name>', 'GHL_TOKEN'],
    [['--help', 'simulate'], 'simulate', '--scenario <name>', 'GHL_TOKEN'],
    [['proxy', '--help'], 'proxy', 'GHL_TOKEN', '--scenario'],
    [['help', 'proxy'], 'proxy', '--port <number>', 'details-html'],
  ] as const)('explains one command: %j', async (args, name, own, others) => {
    const { code, output } = await runToEnd(args);
    expect(code).toBe(0);
    expect(output).toContain(`Usage: ghl-social-connect ${name} [options]`);
    expect(output).toContain(own);
    expect(output).not.toContain(others);
  });

  it.each(['--version', '-v'])('prints its version: %s', async (flag) => {
    expect(await runToEnd([flag])).toEqual({ code: 0, output: VERSION });
  });

  it.each([
    [[], 'Which command? Commands: simulate, proxy.', '--help'],
    [['serve'], 'There is no command "serve".', '--help'],
    [['simualte'], 'There is no command "simualte". Did you mean "simulate"?', '--help'],
    [['porxy'], 'Did you mean "proxy"?', '--help'],
    [['help', 'sim'], 'Did you mean "simulate"?', '--help'],
    [['simulate', '--nothing'], 'simulate has no option "--nothing".', 'simulate --help'],
    [['simulate', '--scenaro', 'ok'], 'Did you mean "--scenario"?', 'simulate --help'],
    [['proxy', '--prot', '1'], 'proxy has no option "--prot". Did you mean "--port"?', 'proxy --help'],
    [
      ['simulate', 'port'],
      'simulate takes options only, and "port" is not one. Did you mean "--port"?',
      'simulate --help',
    ],
    [['simulate', '--port'], "'--port <value>' argument missing", 'simulate --help'],
    [['simulate', '--scenario', 'nothing-like-it'], '--scenario must be one of', 'simulate --help'],
    [['simulate', '--scenario', 'expire'], 'Did you mean "expired"?', 'simulate --help'],
    [['simulate', '--consent', 'maybe'], '--consent must be ask, allow or deny', 'simulate --help'],
    [['simulate', '--login', 'maybe'], '--login must be none, plain or coop', 'simulate --help'],
    [['simulate', '--accounts', 'many'], '--accounts must be 0 to 1000', 'simulate --help'],
    [['simulate', '--delay=-1'], '--delay', 'simulate --help'],
    [['simulate', '--port', '65536'], '--port must be a number from 0 to 65535', 'simulate --help'],
  ] as const)('explains a usage error: %j', async (args, message, help) => {
    const { code, output } = await runToEnd(args);
    expect(output).toContain(message);
    expect(output).toContain(`npx ghl-social-connect ${help}`);
    expect(code).toBe(2);
  });

  it.each([['serve'], ['simulate', '--nothing']])('suggests nothing that is not alike: %j', async (...args) => {
    expect((await runToEnd(args)).output).not.toContain('Did you mean');
  });
});
