import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createPrinter } from '../../src/cli/output.js';

describe('createPrinter', () => {
  it('writes lines', () => {
    const written: string[] = [];
    const print = createPrinter(
      new Writable({ write: (chunk, _encoding, next) => (written.push(String(chunk)), next()) }),
    );
    print('one');
    print('two');
    expect(written).toEqual(['one\n', 'two\n']);
  });

  it('keeps no more than 1 MB for a reader that stands still', () => {
    const stream = new Writable({ write: () => undefined });
    const print = createPrinter(stream);
    for (let line = 0; line < 3_000; line += 1) print('x'.repeat(1_023));
    expect(stream.writableLength).toBe(1_048_576);
  });

  it('writes again once the reader goes on', () => {
    const pending: (() => void)[] = [];
    const stream = new Writable({ write: (_chunk, _encoding, next) => void pending.push(next) });
    const print = createPrinter(stream);
    print('x'.repeat(2_000_000));
    print('dropped');
    expect(stream.writableLength).toBe(2_000_001);
    pending.shift()?.();
    print('kept');
    expect(stream.writableLength).toBe('kept\n'.length);
  });

  it('lets nothing out of a stream that fails', () => {
    const stream = new Writable({ write: (_chunk, _encoding, next) => next(new Error('EPIPE')), autoDestroy: false });
    const print = createPrinter(stream);
    expect(() => print('text')).not.toThrow();
    expect(() => print('text')).not.toThrow();
    expect(stream.listenerCount('error')).toBe(1);
  });
});
