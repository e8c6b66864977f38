import { Readable } from 'node:stream';
import type { CommandIo } from '../../src/commands/process/io.js';
import { recordingOutput } from './fake-terminal.js';

/** A process for a command, without a terminal: what it wrote can be read, what it reads is given. */
export function commandIo(given: Partial<CommandIo> & { readonly input?: string } = {}) {
  const { input = '', ...rest } = given;
  const stdout = recordingOutput();
  const stderr = recordingOutput();
  const io: CommandIo = {
    stdout: stdout.output,
    stderr: stderr.output,
    stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    env: {},
    cwd: '/nowhere',
    clock: { now: () => 0, sleep: () => new Promise(() => {}) },
    interactive: false,
    signals: { subscribe: () => () => {} },
    version: '0.0.0',
    ...rest,
  };
  return { io, stdout: stdout.text, stderr: stderr.text };
}
