import type { Readable, Writable } from 'node:stream';
import type { Clock } from '../../clock.js';

/** Where a command writes; the extra facts exist when it is a terminal. */
export type Output = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** Where a command reads; `setRawMode` exists when it is a terminal. */
export type Input = Readable & {
  readonly isTTY?: boolean;
  readonly setRawMode?: (mode: boolean) => unknown;
};

export type SignalName = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The signals of the process, for a command that has something to finish first. */
export interface Signals {
  /**
   * Hands the first signal to the listener instead of ending the process; a second one ends it at once.
   * @returns Takes the listener off again.
   */
  readonly subscribe: (listener: (signal: SignalName) => void) => () => void;
}

/** Everything a command may touch of the process it runs in; a test passes its own. */
export interface CommandIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: Input;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  /** stdin and stdout are terminals, TERM is not dumb, and CI is not set (absent, empty, `0` and `false` count as not set). */
  readonly interactive: boolean;
  readonly signals: Signals;
  /** Version of this program. */
  readonly version: string;
}

/** Takes the exit code of a command that has ended. */
export type Finish = (code: number) => void;
