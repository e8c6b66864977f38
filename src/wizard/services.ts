import type { WrittenConfig } from '../config/schema.js';
import type { ScannerAppliance } from '../qualys/resources/appliances.js';
import type { AuthRecord, AuthRecordPlatform } from '../qualys/resources/auth-records.js';
import type { Connection } from '../qualys/resources/connection.js';
import type { Connector } from '../qualys/resources/connectors.js';
import type { Instance } from '../qualys/resources/instances.js';
import type { OptionProfile } from '../qualys/resources/option-profiles.js';
import type { SnippetJobs } from '../snippet/snippet-format.js';
import type { Plan } from '../workflow/plan/plan-changes.js';
import type { Result } from '../workflow/results/result.js';
import type { ScanEvent } from '../workflow/run/events.js';
import { type Draft, firstDraft, type Secrets } from './draft.js';
import type { GivenWords } from './rerun-command.js';

/** A tested connection, and everything the screens may ask through it. All of it only reads. */
export interface Session {
  readonly connection: Connection;
  readonly listConnectors: (signal: AbortSignal) => Promise<readonly Connector[]>;
  readonly findInstances: (
    ids: readonly string[],
    accountId: string | undefined,
    signal: AbortSignal,
  ) => Promise<readonly Instance[]>;
  readonly listScanners: (signal: AbortSignal) => Promise<readonly ScannerAppliance[]>;
  /** Those with the prefix only. */
  readonly listOptionProfiles: (signal: AbortSignal) => Promise<readonly OptionProfile[]>;
  /** The record with exactly this title, or nothing. */
  readonly findAuthRecord: (
    platform: AuthRecordPlatform,
    title: string,
    signal: AbortSignal,
  ) => Promise<AuthRecord | undefined>;
  /** Every EC2 instance that Qualys knows. */
  readonly listInstances: (signal: AbortSignal) => Promise<readonly Instance[]>;
  /** Every Unix and Windows record. */
  readonly listAuthRecords: (signal: AbortSignal) => Promise<readonly AuthRecord[]>;
  /** Reports every wait that the account's limits impose, in seconds. @returns ends it. */
  readonly onWait: (listener: (seconds: number) => void) => () => void;
  /** The person asks again after a refusal: credentials may be sent once more. */
  readonly askAgain: () => void;
  readonly close: () => void;
}

/** What the keychain did for a secret that was to be remembered. */
export type Remembered =
  | { readonly kind: 'kept' }
  /** A sentence that says why it is not kept, and what happens instead. */
  | { readonly kind: 'not-kept'; readonly reason: string };

/** A scan of this machine that was left running in Qualys. */
export interface DetachedScan {
  readonly reference: string;
  readonly title: string;
  /** ISO. */
  readonly launchedAt: string;
  /** The answers it was launched with: another config cannot resume it. */
  readonly draft: Draft;
}

/** A scan on its way. */
export interface RunningScan {
  /** ISO; when it was launched, of one that is resumed. */
  readonly launchedAt?: string | undefined;
  /** Ends after `judged` or `error`; never throws. */
  readonly events: AsyncIterable<ScanEvent>;
  /** Cancels the scan in Qualys, then ends. */
  readonly cancel: () => void;
  /** Stops watching; the scan goes on in Qualys. */
  readonly detach: () => void;
  /** Paths of the files that the scan has written. */
  readonly writtenFiles: () => Promise<readonly string[]>;
}

export interface LaunchOptions {
  /** How many addresses new to the account the plan named when the person read it. */
  readonly newIps?: string | undefined;
  /** Resumes this scan instead of launching one. */
  readonly resume?: DetachedScan | undefined;
}

/** How the wizard ended, for what is said once its screen is gone. */
export interface WizardEnding {
  readonly exitCode: number;
  readonly lines: readonly string[];
  /** Of the scan that was watched to its end last. */
  readonly verdict?: WatchedVerdict | undefined;
}

export interface WatchedVerdict {
  readonly result: Result;
  /** Paths of the files it has written. */
  readonly files: readonly string[];
  /** The command that does the same without the wizard; null while nothing is saved. */
  readonly rerun: string | null;
}

/** What was left on this machine by an earlier session of the wizard. */
export interface KeptDraft {
  readonly draft: Draft;
  /** How far it had come, as the index of a step. */
  readonly reached: number;
  /** ISO. */
  readonly savedAt: string;
}

export interface RecentAccount {
  readonly platform: string;
  readonly apiServer: string;
  readonly username: string;
  /** ISO. */
  readonly usedAt: string;
}

/** A file that was to be written. */
export interface SavedFile {
  readonly path: string;
  /** Set when the file is there already and differs: its difference, and nothing was written. */
  readonly diff?: string;
  /** Name of the job that was written, in a file with several. */
  readonly job?: string | undefined;
}

/** What stands above a difference, the first one or one of a file that changed since. */
export function differenceWords(hasChanged: boolean): string {
  return hasChanged
    ? 'The file has changed meanwhile. What would change now:'
    : 'The file is there already. What would change:';
}

/** The wizard's start with one job of the file; undefined: with a new one. */
export function startWithJob({ jobs, ...start }: WizardStart, name: string | undefined): WizardStart {
  const job = jobs?.jobs.find((each) => each.name === name);
  return job === undefined
    ? { ...start, newJob: jobs?.newJob }
    : { ...start, prefilled: job.draft, jobInFile: job.name };
}

/** What earlier sessions left, as far as it is offered before anything is asked. */
export interface EarlierSession {
  readonly keptDraft: KeptDraft | undefined;
  readonly detachedScan: DetachedScan | undefined;
  /** What is there to do instead, such as `Start anew`. */
  readonly otherwise: string;
}

/**
 * What is offered when the wizard opens; undefined when there is nothing. Who names a config has answers: of those
 * nothing is kept, but a scan that still runs is offered, unless it is of another job of that file.
 */
export function earlierSession(start: WizardStart): EarlierSession | undefined {
  const { prefilled, newJob, configPath, jobInFile, keptDraft, detachedScan } = start;
  if (newJob !== undefined) return undefined;
  if (prefilled === undefined)
    return keptDraft === undefined && detachedScan === undefined
      ? undefined
      : { keptDraft, detachedScan, otherwise: 'Start anew' };
  const isOther = jobInFile !== undefined && detachedScan?.draft.jobName !== prefilled.jobName;
  return detachedScan === undefined || isOther
    ? undefined
    : { keptDraft: undefined, detachedScan, otherwise: `Open ${configPath ?? 'the config'}` };
}

/** The answers that the wizard begins with, where no earlier session is gone on with. */
export function firstAnswers({ prefilled, newJob, fromEnvironment }: WizardStart): Draft {
  return prefilled ?? newJob ?? firstDraft(fromEnvironment);
}

/** Everything with an effect that the wizard may ask for. It knows no more of the world than this. */
export interface WizardServices {
  /** Tests the connection; credentials are sent once. @throws PcError with the true reason. */
  readonly connect: (draft: Draft, secrets: Secrets, signal: AbortSignal) => Promise<Session>;
  /** Reads everything and reports what a launch would change. @throws PcError */
  readonly plan: (draft: Draft, secrets: Secrets, signal: AbortSignal) => Promise<Plan>;
  readonly launch: (draft: Draft, secrets: Secrets, options: LaunchOptions) => RunningScan;

  /** @param accepted - the difference that was agreed to, of a file that is there; another one is shown first. */
  readonly saveConfig: (config: WrittenConfig, path: string, accepted?: string) => Promise<SavedFile>;
  /**
   * The jobs of the file at a path, with these answers as one of them; undefined of any other file, and of none.
   * @throws PcError when they cannot be one of them.
   */
  readonly jobsWith: (config: WrittenConfig, path: string) => Promise<SnippetJobs | undefined>;
  readonly saveText: (text: string, path: string, accepted?: string) => Promise<SavedFile>;

  /** Keeps the password of the account in the operating system's keychain. */
  readonly remember: (draft: Draft, secrets: Secrets) => Promise<Remembered>;

  readonly saveDraft: (kept: KeptDraft) => void;
  readonly forgetDraft: () => void;
}

/** Job and build as they would be named if the scan started here. */
export interface JobHere {
  readonly name: string;
  /** Only guessed from the folder's name. */
  readonly guessed: boolean;
  readonly build: string;
}

/** The jobs of a config with several. */
export interface FileJobs {
  /** Each with its answers, in the order of the file. */
  readonly jobs: readonly { readonly name: string; readonly draft: Draft }[];
  /** The answers that account and defaults of the file give a new one. */
  readonly newJob: Draft;
}

/** What the wizard is given when it opens. */
export interface WizardStart {
  /** Of a config with several jobs: one of them, or a new one, is chosen before anything is asked. */
  readonly jobs?: FileJobs | undefined;
  /** Name of the job of the file that was chosen. */
  readonly jobInFile?: string | undefined;
  /** The answers that a new job of the file begins with. */
  readonly newJob?: Draft | undefined;
  readonly keptDraft: KeptDraft | undefined;
  readonly recentAccounts: readonly RecentAccount[];
  readonly detachedScan: DetachedScan | undefined;
  /** A draft made from `--config FILE`, or pre-filled by the demo. */
  readonly prefilled: Draft | undefined;
  /** Answers that variables of the environment give, by the name of each. */
  readonly fromEnvironment: Readonly<
    Partial<Record<keyof Draft, { readonly value: string; readonly variable: string }>>
  >;
  /** What a printed command has to repeat of the command line. */
  readonly given?: GivenWords | undefined;
  /** Path of the config file it came from. */
  readonly configPath: string | undefined;
  readonly secrets: Secrets;
  readonly job: JobHere;
  /** Said in the header: nothing on the screen is real. */
  readonly demo: boolean;
}
