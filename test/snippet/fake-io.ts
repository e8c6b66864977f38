import { PassThrough, Readable } from 'node:stream';
import type { CommandIo } from '../../src/commands/io.js';

/** A command's surroundings in a folder, with what it printed. */
export function fakeIo(
  cwd: string,
  { stdin = '', interactive = false }: { stdin?: string; interactive?: boolean } = {},
): CommandIo & { readonly printed: () => string; readonly said: () => string } {
  const texts = { stdout: '', stderr: '' };
  const collect = (name: 'stdout' | 'stderr'): PassThrough =>
    new PassThrough().on('data', (chunk: Buffer) => {
      texts[name] += chunk.toString('utf8');
    });
  return {
    stdout: collect('stdout'),
    stderr: collect('stderr'),
    stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]),
    env: {},
    cwd,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    interactive,
    signals: { subscribe: () => () => {} },
    version: '0.0.0',
    printed: () => texts.stdout,
    said: () => texts.stderr,
  };
}
