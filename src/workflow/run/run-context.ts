import type { Clock } from '../../clock.js';
import type { CallEvent } from '../../qualys/create-qualys-api.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { Baseline } from '../judge/baseline.js';
import type { ScanRequest } from '../plan/scan-request.js';
import type { Result } from '../results/result.js';
import type { RunDirectory } from '../results/run-directory.js';
import type { EventChannel } from './event-channel.js';

/** How this run differs from an ordinary one; none of it belongs to the config. */
export interface RunOptions {
  /** `--resume`, with its file if one was named. */
  readonly resume?: { readonly file?: string | undefined } | undefined;
  readonly forceNew?: boolean | undefined;
  /** Launch and leave: exit 5 with the reference. */
  readonly detach?: boolean | undefined;
  readonly onTimeout?: 'leave' | 'cancel' | undefined;
  /** How many addresses new to the account are allowed; 256 without it. */
  readonly allowNewIps?: number | undefined;
  /** Warnings of `warnOn` end with 6 instead of 0. */
  readonly warningExitCode?: boolean | undefined;
}

/** Durations of earlier scans, for the estimate. */
export interface ScanHistory {
  /** Seconds, newest last. */
  readonly durations: (optionProfileId: string) => Promise<readonly number[]>;
  readonly record: (optionProfileId: string, seconds: number) => Promise<void>;
}

/** Everything a run is given; the workflow reads no environment, clock or terminal by itself. */
export interface ScanDeps {
  readonly api: QualysApi;
  readonly clock: Clock;
  /** Its reason is a PcError: `interrupted` or `terminated` cancel a scan that this run launched, `timed-out` leaves it. */
  readonly signal: AbortSignal;
  readonly directory: RunDirectory;
  /** The process that holds the lock. */
  readonly pid: number;
  readonly toolVersion: string;
  /** Path of the config file below the working directory. */
  readonly configFile?: string | undefined;
  /** Password of the configured auth record. */
  readonly hostPassword?: string | undefined;
  readonly baseline?: Baseline | undefined;
  readonly history?: ScanHistory | undefined;
  /** Reports calls and waits as they happen; returns the end of the subscription. */
  readonly onCall?: (listener: (event: CallEvent) => void) => () => void;
  /**
   * Appends the step summary of the CI, renders the configured formats, and returns the names of the files written.
   * @throws the reason of the signal, when it is given one that aborts.
   */
  readonly writeReports?: (input: {
    readonly result: Result;
    readonly previous: Result | undefined;
    /** False for an end that has the summary alone. */
    readonly formats: boolean;
    readonly signal?: AbortSignal | undefined;
  }) => Promise<readonly string[]>;
  /** Loads what only the end of a run needs. An upgrade of the program takes its files away, and a scan takes hours. */
  readonly loadEnding?: () => Promise<void>;
}

/** What the steps share. */
export interface RunContext {
  readonly request: ScanRequest;
  readonly deps: ScanDeps;
  readonly options: RunOptions;
  /** Requests that stop when the run does. */
  readonly api: QualysApi;
  readonly channel: EventChannel;
  /** Local milliseconds; the run's timeout ends here. */
  readonly deadlineMs: number;
}

/** Milliseconds until the run's timeout, never negative. */
export function remainingMs({ deadlineMs, deps }: RunContext): number {
  return Math.max(0, deadlineMs - deps.clock.now());
}
