import { basename, isAbsolute, join, resolve, sep } from 'node:path';
import * as z from 'zod';
import { jobNameFrom } from '../../config/job-name.js';
import type { LoadedConfig } from '../../config/load-config.js';
import { resolveHostLogin } from '../../credentials/host-login.js';
import type { SecretSources } from '../../credentials/resolve-secrets.js';
import type { CallEvent } from '../../qualys/create-qualys-api.js';
import { type ScanRequest, scanRequestFrom } from '../../workflow/plan/scan-request.js';
import type { Shard } from '../../workflow/plan/shards.js';
import { RunDirectory } from '../../workflow/results/run-directory.js';
import type { ScanDeps, ScanHistory } from '../../workflow/run/run-context.js';
import { type ConnectOptions, connectApi } from '../account/connect-api.js';
import type { CommandIo } from '../process/io.js';
import { loadEnding, reportWriter } from './ending.js';
import { checkPaths, readBaseline } from './local-files.js';

/** What a run is created from, for a command line and for the wizard. */
export interface RunInputs extends Pick<LoadedConfig, 'config' | 'notes'> {
  /** As a pipeline would name it; undefined when there is no file. */
  readonly configPath: string | undefined;
  readonly args: ConnectOptions['args'];
  readonly secrets: SecretSources;
  readonly signal: AbortSignal;
  readonly shard?: Shard | undefined;
  /** `--resume FILE`. */
  readonly stateFile?: string | undefined;
  readonly onCall?: (event: CallEvent) => void;
  /** False for a scan that was launched already: its record is made. Default true. */
  readonly needsHostPassword?: boolean;
  /** Longest wait for the account's limits, in milliseconds; as long as the run may take without it. */
  readonly mostWaitMs?: number;
}

export interface PreparedRun {
  readonly request: ScanRequest;
  readonly deps: ScanDeps;
  /** Frees sockets. */
  readonly close: () => void;
}

/**
 * Creates a run: its client, secrets, directory, history and reports.
 * @throws PcError of kind `usage`; nothing was sent.
 */
export async function createRun(
  {
    config,
    notes,
    configPath,
    args,
    secrets,
    signal,
    shard,
    stateFile,
    onCall,
    needsHostPassword = true,
    mostWaitMs = Number.POSITIVE_INFINITY,
  }: RunInputs,
  io: CommandIo,
): Promise<PreparedRun> {
  await checkPaths(config, { cwd: io.cwd, ci: secrets.ci, flags: args.flags });
  const baseline = await readBaseline(config, io);
  const listeners = new Set(onCall === undefined ? [] : [onCall]);
  const startedMs = io.clock.now();
  const { api, username, user } = await connectApi({
    account: config,
    args,
    io,
    secrets,
    onEvent: (event) => {
      for (const listener of listeners) listener(event);
    },
    remainingMs: () => mostWaitMs,
  });
  const hostLogin = await hostLoginOf(config, { io, secrets, needsPassword: needsHostPassword });
  const request = scanRequestFrom(config, {
    hostRecord: hostLogin?.record,
    env: io.env,
    directoryName: basename(io.cwd),
    username,
    user: user ?? null,
    nowMs: startedMs,
    notes,
    shard,
  });
  const base = resolve(io.cwd, config.reports.directory);
  const directory = new RunDirectory(
    shard === undefined ? base : join(base, `shard-${shard.index}`),
    stateFile === undefined ? undefined : resolve(io.cwd, stateFile),
  );
  return {
    request,
    deps: {
      api,
      clock: io.clock,
      signal,
      directory,
      pid: process.pid,
      toolVersion: io.version,
      configFile: belowWorkingDirectory(configPath),
      hostPassword: hostLogin?.password,
      baseline,
      history: personalHistory(io),
      onCall: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      writeReports: reportWriter({ config, directory, env: io.env }),
      loadEnding: () => loadEnding(config, io.env),
    },
    close: () => api.close(),
  };
}

/** A path that means the same on another machine, with slashes; undefined for one that leads elsewhere. */
function belowWorkingDirectory(path: string | undefined): string | undefined {
  if (path === undefined || isAbsolute(path)) return undefined;
  const parts = path.split(sep);
  return parts[0] === '..' ? undefined : parts.join('/');
}

function hostLoginOf(
  config: RunInputs['config'],
  { io, secrets, needsPassword }: { io: CommandIo; secrets: SecretSources; needsPassword: boolean },
) {
  const record = config.scan.authRecord;
  if (record === undefined) return undefined;
  const { name: jobName } = jobNameFrom(config, io.env, basename(io.cwd));
  return resolveHostLogin(record, { jobName, needsPassword }, secrets);
}

const durations = z.record(z.string(), z.array(z.number().positive()));
/** How many durations are kept for each option profile. */
const mostDurations = 10;

/** Those of one profile; its id comes from Qualys, and only own properties count. */
function ownOf(kept: z.infer<typeof durations>, optionProfileId: string): readonly number[] {
  return Object.hasOwn(kept, optionProfileId) ? (kept[optionProfileId] ?? []) : [];
}

/** Durations of earlier scans on this machine. The store is opened on first use: no request waits for it. */
export function personalHistory(io: Pick<CommandIo, 'env'>): ScanHistory {
  const open = async () => {
    const { openPersonalStore } = await import('../process/personal-store.js');
    const store = await openPersonalStore(io);
    const parsed = durations.safeParse(store.get('durations'));
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
