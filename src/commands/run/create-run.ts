import { basename, isAbsolute, join, resolve, sep } from 'node:path';
import * as z from 'zod';
import { jobNameFrom } from '../../config/job-name.js';
import type { AccountConfig, LoadedConfig } from '../../config/load-config.js';
import type { TargetFiles } from '../../config/values/targets.js';
import { type HostLogin, resolveHostLogin } from '../../credentials/host-login.js';
import type { SecretSources } from '../../credentials/resolve-secrets.js';
import type { CallEvent } from '../../qualys/create-qualys-api.js';
import type { Baseline } from '../../workflow/judge/baseline.js';
import type { InstancePart } from '../../workflow/plan/instance-part.js';
import { type ScanRequest, scanRequestFrom } from '../../workflow/plan/scan-request.js';
import { RunDirectory } from '../../workflow/results/run-directory.js';
import { endsAtLatest, type ScanDeps, type ScanHistory } from '../../workflow/run/run-context.js';
import { type UnitName, unitFolders } from '../../workflow/units/unit-names.js';
import { type ConnectedAccount, type ConnectOptions, connectApi } from '../account/connect-api.js';
import type { CommandIo } from '../process/io.js';
import { loadEnding, reportWriter } from './ending.js';
import { checkPaths, checkUnitPaths, readBaseline, readTargetFiles } from './local-files.js';

/** What a run is created from, for a command line and for the wizard. */
export type RunInputs = UnitInputs & ConnectInputs & HostLoginInputs;

/** What one unit is created from. */
export interface UnitInputs extends UnitName, Pick<LoadedConfig, 'config' | 'notes'> {
  /** As a pipeline would name it; undefined when there is no file. */
  readonly configPath: string | undefined;
  readonly signal: AbortSignal;
  /** `--resume FILE`. */
  readonly stateFile?: string | undefined;
  /** What the unit scans of instances that were cut. */
  readonly instances?: InstancePart | undefined;
}

/** What the account of a run is connected with; its units share it. */
export interface ConnectInputs {
  readonly config: AccountConfig;
  readonly args: ConnectOptions['args'];
  readonly secrets: SecretSources;
  readonly onCall?: (event: CallEvent) => void;
  /** Longest wait for the account's limits, in milliseconds; as long as the run may take without it. */
  readonly mostWaitMs?: number;
}

export interface PreparedRun {
  readonly request: ScanRequest;
  readonly deps: ScanDeps;
  /** For the scans that the run may turn out to be. */
  readonly shared: UnitShared;
  /** Frees sockets. */
  readonly close: () => void;
}

/** An account whose calls the units of a run share; nothing has been sent yet. */
export interface RunAccount extends Pick<ConnectedAccount, 'api' | 'username' | 'user' | 'tokenEnd'> {
  readonly onCall: NonNullable<ScanDeps['onCall']>;
  readonly close: () => void;
}

/**
 * Creates a run of one unit: its client, secrets, directory, history and reports.
 * @throws PcError of kind `usage`; nothing was sent.
 */
export async function createRun(inputs: RunInputs, io: CommandIo): Promise<PreparedRun> {
  const files = await readUnitFiles(inputs, io);
  const account = await connectRun(inputs, io);
  const hostLogin = await findHostLogin(inputs, io);
  const shared = { account, files, hostLogin, ci: inputs.secrets.ci };
  return { ...(await createUnit(inputs, shared, io)), shared, close: account.close };
}

/** Opens the account of a run. @throws PcError of kind `usage`; nothing was sent. */
export async function connectRun(
  { config, args, secrets, onCall, mostWaitMs = Number.POSITIVE_INFINITY }: ConnectInputs,
  io: CommandIo,
): Promise<RunAccount> {
  const listeners = new Set(onCall === undefined ? [] : [onCall]);
  const { api, username, user, tokenEnd } = await connectApi({
    account: config,
    args,
    io,
    secrets,
    onEvent: (event) => {
      for (const listener of listeners) listener(event);
    },
    remainingMs: () => mostWaitMs,
  });
  return {
    api,
    username,
    user,
    tokenEnd,
    onCall: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => api.close(),
  };
}

/** What the config of a unit names by path. */
export interface UnitFiles {
  readonly baseline: Baseline | undefined;
  readonly targetFiles: TargetFiles;
}

/** Checks the paths of a unit's config, and reads what it names. @throws PcError of kind `usage`. */
export async function readUnitFiles(
  { config, args, secrets }: Pick<RunInputs, 'config' | 'args' | 'secrets'>,
  io: CommandIo,
): Promise<UnitFiles> {
  await checkPaths(config, { cwd: io.cwd, ci: secrets.ci, flags: args.flags });
  return { baseline: await readBaseline(config, io), targetFiles: await readTargetFiles(config, io) };
}

/** What the units of a job share. */
export interface UnitShared {
  readonly account: RunAccount;
  readonly files: UnitFiles;
  readonly hostLogin: HostLogin | undefined;
  /** `CI` is set: the workspace may come from a pull request. */
  readonly ci: boolean;
}

/** Creates one unit on an account. @throws PcError of kind `usage`; nothing was sent. */
export async function createUnit(
  { config, notes, configPath, signal, stateFile, instances, ...name }: UnitInputs,
  { account, files, hostLogin, ci }: UnitShared,
  io: CommandIo,
): Promise<Pick<PreparedRun, 'request' | 'deps'>> {
  const nowMs = io.clock.now();
  const asked = scanRequestFrom(config, {
    hostRecord: hostLogin?.record,
    env: io.env,
    directoryName: basename(io.cwd),
    username: account.username,
    user: account.user ?? null,
    targetFiles: files.targetFiles,
    nowMs,
    notes,
    shard: name.shard,
    part: name.part,
    instances,
  });
  const tokenNotes = account.tokenEnd === undefined ? [] : endOfTokenWords(account.tokenEnd, asked, nowMs);
  const request = { ...asked, notes: [...asked.notes, ...tokenNotes] };
  const directory = new RunDirectory(
    join(resolve(io.cwd, config.reports.directory), ...unitFolders(name)),
    stateFile === undefined ? undefined : resolve(io.cwd, stateFile),
  );
  await checkUnitPaths(config, [directory.ownState], { cwd: io.cwd, ci });
  return {
    request,
    deps: {
      api: account.api,
      clock: io.clock,
      signal,
      directory,
      pid: process.pid,
      toolVersion: io.version,
      configFile: belowWorkingDirectory(configPath),
      hostPassword: hostLogin?.password,
      baseline: files.baseline,
      history: personalHistory(io),
      onCall: account.onCall,
      writeReports: reportWriter({ config, directory, env: io.env }),
      loadEnding: () => loadEnding(config, io.env),
    },
  };
}

/** What the plan says of a ready token that ends before the run can. It is not renewed, as it was issued elsewhere. */
function endOfTokenWords(
  { ms, source }: NonNullable<ConnectedAccount['tokenEnd']>,
  { timeoutMs }: Pick<ScanRequest, 'timeoutMs'>,
  startedMs: number,
): string[] {
  const endMs = endsAtLatest(startedMs, timeoutMs);
  if (ms >= endMs) return [];
  const time = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return [
    `The token from ${source} ends at ${time(ms)}, and the run may take until ${time(endMs)}: a run that outlives it ends with exit code 3, its scan left running and resumable. Take a token that lives longer, a shorter timeout, or a file that is kept new (credentials.token: file:PATH).`,
  ];
}

/** A path that means the same on another machine, with slashes; undefined for one that leads elsewhere. */
export function belowWorkingDirectory(path: string | undefined): string | undefined {
  if (path === undefined || isAbsolute(path)) return undefined;
  const parts = path.split(sep);
  return parts[0] === '..' ? undefined : parts.join('/');
}

/** What the login on the hosts is found with. */
export interface HostLoginInputs extends Pick<LoadedConfig, 'config'> {
  readonly secrets: SecretSources;
  /** False for a scan that was launched already: its record is made. Default true. */
  readonly needsHostPassword?: boolean;
}

/**
 * Finds the login on the hosts of a job, which may ask a person: once, however many units the job has.
 * @throws PcError of kind `usage`.
 */
export async function findHostLogin(
  { config, secrets, needsHostPassword: needsPassword = true }: HostLoginInputs,
  io: Pick<CommandIo, 'env' | 'cwd'>,
): Promise<HostLogin | undefined> {
  const record = config.scan.authRecord;
  if (record === undefined) return undefined;
  const { name: jobName } = jobNameFrom(config, io.env, basename(io.cwd));
  return resolveHostLogin(record, { jobName, needsPassword }, secrets);
}

const durations = () => z.record(z.string(), z.array(z.number().positive()));
/** How many durations are kept for each option profile. */
const mostDurations = 10;

/** Those of one profile; its id comes from Qualys, and only own properties count. */
function ownOf(kept: z.infer<ReturnType<typeof durations>>, optionProfileId: string): readonly number[] {
  return Object.hasOwn(kept, optionProfileId) ? (kept[optionProfileId] ?? []) : [];
}

/** Durations of earlier scans on this machine. The store is opened on first use: no request waits for it. */
export function personalHistory(io: Pick<CommandIo, 'env'>): ScanHistory {
  const open = async () => {
    const { openPersonalStore } = await import('../process/personal-store.js');
    const store = await openPersonalStore(io);
    const parsed = durations().safeParse(store.get('durations'));
    return { store, before: parsed.success ? parsed.data : {} };
  };
  return {
    durations: async (optionProfileId) => ownOf((await open()).before, optionProfileId),
    record: async (optionProfileId, seconds) => {
      const { store, before } = await open();
      const own = [...ownOf(before, optionProfileId), seconds].slice(-mostDurations);
      store.set('durations', { ...before, [optionProfileId]: own });
    },
  };
}
