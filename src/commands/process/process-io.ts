import { setTimeout as sleep } from 'node:timers/promises';
import { exitCode, PcError } from '../../errors.js';
import type { CommandIo, Output, SignalName, Signals } from './io.js';

/** What a shell reports for a process ended by the signal: 128 plus its number. */
export const signalExitCodes = {
  SIGINT: exitCode.interrupted,
  SIGTERM: exitCode.terminated,
  SIGHUP: 129,
} as const satisfies Record<SignalName, number>;

/** The longest timer of Node, about 25 days; a longer one fires at once. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

/** Values of a variable that mean "not set", as continuous integration systems write them. */
export function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}

/** Whether a person sits at a terminal that can draw (design, section 2). */
export function isInteractive({
  stdin,
  stdout,
  env,
}: Pick<CommandIo, 'env'> & { stdin: { isTTY?: boolean }; stdout: { isTTY?: boolean } }): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && env.TERM !== 'dumb' && !isSet(env.CI);
}

/** The one listener of the process' signals: the first goes to the subscribers, a second one ends the process at once. */
function watchSignals(process: NodeJS.Process, exit: (code: number) => void): Signals {
  const listeners = new Set<(signal: SignalName) => void>();
  let heard = false;
  for (const signal of Object.keys(signalExitCodes) as SignalName[]) {
    process.on(signal, () => {
      if (heard || listeners.size === 0) return exit(signalExitCodes[signal]);
      heard = true;
      for (const listener of [...listeners]) listener(signal);
    });
  }
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A reader that has gone (`| head`) is no error: what follows is dropped and the command ends with its own code. */
const goneReader: readonly (string | undefined)[] = ['EPIPE', 'ERR_STREAM_DESTROYED'];

/**
 * Keeps a full disk behind standard output from ending the process: the work goes on, and a verdict stands.
 * @returns resolves once all is written, with the error of an outcome that was lost.
 */
export function watchOutput(stdout: Output): () => Promise<PcError | undefined> {
  let lost: PcError | undefined;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (goneReader.includes(error.code)) return;
    lost ??= new PcError('Standard output cannot be written.', {
      kind: 'usage',
      code: 'output-failed',
      why: error.message,
      next: 'Make room or send the output elsewhere, then run the command again.',
      cause: error,
    });
  });
  return async () => {
    await new Promise<void>((resolve) => {
      stdout.write('', () => resolve());
    });
    return lost;
  };
}

/** A log that cannot be written does not end the run: the exit code still reports the outcome. */
function ignoreLostLog(stderr: Output): void {
  stderr.on('error', () => undefined);
}

/**
 * Leaves a file that outgrows a limit of the system (`ulimit -f`) an error of its write, which a command can tell: Node
 * ignores the signal that comes with it, and packages that restore the terminal end the process by it.
 */
function ignoreFileLimit(process: NodeJS.Process): void {
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => undefined);
}

export interface ProcessIoOptions {
  readonly process: NodeJS.Process;
  readonly version: string;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/** @throws PcError of kind `usage` when the folder was removed while the shell stood in it. */
function workingDirectory(process: NodeJS.Process): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new PcError('The working directory cannot be read', {
      kind: 'usage',
      code: 'cannot-read',
      why: 'It is not there any more.',
      next: 'Change to a folder that exists, then run the command again.',
      cause,
    });
  }
}

/** The real process as a command sees it. */
export function processIo({ process, version, exit }: ProcessIoOptions): CommandIo {
  const { stdout, stderr, stdin, env } = process;
  ignoreLostLog(stderr);
  ignoreFileLimit(process);
  return {
    stdout,
    stderr,
    stdin,
    env,
    cwd: workingDirectory(process),
    clock: {
      now: () => Date.now(),
      sleep: async (ms, signal) => {
        try {
          for (let leftMs = ms; leftMs >= 0; leftMs -= LONGEST_SLEEP_MS)
            await sleep(Math.min(leftMs, LONGEST_SLEEP_MS), undefined, { signal });
        } catch (error) {
          throw signal?.aborted ? signal.reason : error;
        }
      },
    },
    interactive: isInteractive({ stdin, stdout, env }),
    signals: watchSignals(process, exit),
    version,
  };
}

/** What a signal means to a run: SIGINT and SIGTERM cancel the scan it launched, SIGHUP leaves it running. A run says what became of its scan in place of `next`; a check has none. */
export function stopReasonOf(signal: SignalName): PcError {
  const next = 'Run the same command again.';
  switch (signal) {
    case 'SIGINT':
      return new PcError('Interrupted', { kind: 'interrupted', code: 'interrupted', next });
    case 'SIGTERM':
      return new PcError('Terminated', { kind: 'terminated', code: 'terminated', next });
    case 'SIGHUP':
      return new PcError('The terminal went away', { kind: 'timed-out', code: 'detached', next });
  }
}
