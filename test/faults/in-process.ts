import { createProgram, runProgram } from '../../src/commands/parser/program.js';
import { printError } from '../../src/commands/process/print-error.js';
import { commandIo } from '../support/command-io.js';
import { VirtualClock } from './virtual-time.js';

export interface EndedRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of the virtual clock. */
  readonly tookMs: number;
}

export interface InProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** True while a call is on its way. */
  readonly isBusy: () => boolean;
}

/** One command of the program in this process, on virtual time. */
export async function runInProcess(
  args: readonly string[],
  { cwd, env, isBusy }: InProcessOptions,
): Promise<EndedRun> {
  const clock = new VirtualClock(isBusy);
  const { io, stdout, stderr } = commandIo({ cwd, env, clock });
  const startedMs = clock.now();
  const code = await runProgram(createProgram(io), args).catch((error: unknown) =>
    printError(error, { stdout: io.stdout, stderr: io.stderr, verbose: false, json: false }),
  );
  clock.stop();
  return { code, stdout: stdout(), stderr: stderr(), tookMs: clock.now() - startedMs };
}
