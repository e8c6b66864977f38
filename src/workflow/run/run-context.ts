import type { Clock } from '../../clock.js';
import type { CallEvent } from '../../qualys/create-qualys-api.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { Baseline } from '../judge/baseline.js';
import type { MissingObjects } from '../plan/missing-objects.js';
import type { ScanRequest } from '../plan/scan-request.js';
import type { Result } from '../results/result.js';
import type { RunDirectory } from '../results/run-directory.js';
import type { NewAddresses } from '../units/play-units.js';
import type { EventChannel } from './event-channel.js';

/** How this run differs from an ordinary one; none of it belongs to the config. */
export interface RunOptions {
  /** `--resume`, with its file if one was named. */
  readonly resume?: { readonly file?: string | undefined } | undefined;
  /**
   * The unit is of a run that did not finish: what it began goes on, a verdict that it has stands, and what is neither
   * starts afresh. Weaker than `resume`, which a person asks for.
   */
  readonly continues?: boolean | undefined;
  readonly forceNew?: boolean | undefined;
  /** Instances in several regions are no end: {@link SeveralRegions} is thrown and not reported, as its scans follow. */
  readonly cutsRegions?: boolean | undefined;
  /** Launch and leave: exit 5 with the reference. */
  readonly detach?: boolean | undefined;
  /** How many addresses new to the account are allowed; 256 without it. */
  readonly allowNewIps?: number | undefined;
  /** Those of all units of the run; this one's alone without it. */
  readonly newAddresses?: NewAddresses | undefined;
  /** Warnings of `warnOn` end with 6 instead of 0. */
  readonly warningExitCode?: boolean | undefined;
}

/** Durations of earlier scans, for the estimate. */
export interface ScanHistory {
  /** Seconds, newest last. */
  readonly durations: (optionProfileId: string) => Promise<readonly number[]>;
  readonly record: (optionProfileId: string, seconds: number) => Promise<void>;
}

/** Commands that go on from this run, each with everything that this run was given; followed literally they do so. */
export interface RunCommands {
  /** The same run once more. */
  readonly again: string;
  /** Resumes the scan. */
  readonly resume: string;
  /** Launches a new one, whatever is unfinished. */
  readonly fresh: string;
  /** Cancels the scan that the state remembers. */
  readonly cancel: string;
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
  /** Undefined where no command line leads on, as in the wizard. */
  readonly commands?: RunCommands | undefined;
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
  /** Its target is filled in once it was read from Qualys. */
  request: ScanRequest;
  readonly deps: ScanDeps;
  readonly options: RunOptions;
  /** Requests that stop when the run does. */
  readonly api: QualysApi;
  readonly channel: EventChannel;
  /** What the reads before the first change found missing; checked once all of them are done. */
  readonly missing: MissingObjects;
  /** Local milliseconds; the run's timeout ends here. */
  readonly deadlineMs: number;
  /** When the last call of the run ends, whatever a peer does. */
  readonly callsEnd: CallsEnd;
}

/** Local milliseconds; steps that may take longer than the timeout move it on. */
export interface CallsEnd {
  atMs: number;
}

/** How long after the timeout a call may still come to its end: the last read of a scan begins at the timeout. */
const mostGraceMs = 30_000;

/** The end of all calls that belongs to a deadline. */
export function callsEndAt(deadlineMs: number, timeoutMs: number): CallsEnd {
  return { atMs: deadlineMs + Math.min(mostGraceMs, timeoutMs / 4) };
}

/** Steps 9 and 10 may go on for this long when the timeout is used up; less when the timeout itself is shorter. */
const allowanceMs = 15 * 60_000;

/** When a run that starts now has ended at the latest, its steps beyond the timeout included. */
export function endsAtLatest(startedMs: number, timeoutMs: number): number {
  return startedMs + timeoutMs + Math.min(allowanceMs, timeoutMs);
}

/** Gives the step that begins its allowance beyond the timeout. */
export function allowBeyondTimeout({ callsEnd, deps, request: { timeoutMs } }: RunContext): void {
  const endMs = deps.clock.now() + Math.min(allowanceMs, timeoutMs);
  callsEnd.atMs = Math.max(callsEnd.atMs, callsEndAt(endMs, timeoutMs).atMs);
}

/** How to resume the scan of this run, as a sentence. */
export function resumeWords({ commands }: Pick<ScanDeps, 'commands'>): string {
  return commands === undefined ? 'Resume it with --resume.' : `Resume it with: ${commands.resume}`;
}

/** How to start afresh, as a sentence. */
export function freshWords({ commands }: Pick<ScanDeps, 'commands'>): string {
  return commands === undefined ? 'Start a new scan with --new.' : `Start a new scan with: ${commands.fresh}`;
}

/** How to cancel the scan of this run, as a sentence. */
export function cancelWords({ commands }: Pick<ScanDeps, 'commands'>): string {
  return `Cancel it with: ${commands?.cancel ?? 'qualys-pc cancel'}`;
}

/** Milliseconds until the run's timeout, never negative. */
export function remainingMs({ deadlineMs, deps }: RunContext): number {
  return Math.max(0, deadlineMs - deps.clock.now());
}
