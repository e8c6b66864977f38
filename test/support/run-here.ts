import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../src/clock.js';
import { createProgram, runProgram } from '../../src/commands/parser/program.js';
import type { CommandIo } from '../../src/commands/process/io.js';
import { lookOf } from '../../src/commands/process/print.js';
import { printError } from '../../src/commands/process/print-error.js';
import { commandIo } from './command-io.js';

/** Real time. */
export const realClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) =>
    sleep(ms, undefined, signal && { signal }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    }),
};

export interface HereOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Everything that standard input gives. */
  readonly input?: string;
  /** None by default. */
  readonly signals?: CommandIo['signals'];
  readonly clock?: Clock;
  /** In place of the one whose text is kept. */
  readonly stdout?: CommandIo['stdout'];
  /** A person answers, with the input. */
  readonly interactive?: boolean;
}

export interface EndedHere {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command in this process: quicker than the built program, and the same but for signals and standard streams. */
export async function runHere(
  args: readonly string[],
  { clock = realClock, ...given }: HereOptions,
): Promise<EndedHere> {
  const { io, stdout, stderr } = commandIo({ clock, ...given });
  const code = await runProgram(createProgram(io, args), args).catch((error: unknown) =>
    printError(error, {
      stdout: io.stdout,
      stderr: io.stderr,
      unicode: lookOf(io.stderr, io.env).unicode,
      verbose: false,
      json: args.includes('--json'),
    }),
  );
  return { code, stdout: stdout(), stderr: stderr() };
}
