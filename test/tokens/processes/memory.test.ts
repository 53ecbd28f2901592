import { execFileSync } from 'node:child_process';
import { execPath } from 'node:process';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../store/build-program.js';

interface Figures {
  readonly bytesPerLocation: number;
  /** Bytes for each of the first 10 000, when 3 000 more have been asked for. */
  readonly withMoreLocations: number;
}

/** Without the token itself: those of the simulator have 43 letters, HighLevel's about a thousand. */
const MAX_BYTES = 600;

describe("a process's memory", () => {
  it('has a few hundred bytes for each of 10 000 locations, and nothing for further ones', async () => {
    const program = await buildProgram('test/tokens/processes/memory.ts');
    const output = execFileSync(execPath, ['--expose-gc', program], { encoding: 'utf8' });
    const { bytesPerLocation, withMoreLocations } = JSON.parse(output) as Figures;
    expect(bytesPerLocation).toBeGreaterThan(0);
    expect(bytesPerLocation).toBeLessThan(MAX_BYTES);
    expect(withMoreLocations).toBeLessThan(bytesPerLocation * 1.15);
  });
});
