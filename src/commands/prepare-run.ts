import { readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { jobNameFrom } from '../config/job.js';
import { type LoadedConfig, loadConfig } from '../config/load-config.js';
import type { Config } from '../config/schema.js';
import { hostAccount } from '../credentials/accounts.js';
import { resolveSecret, type SecretSources } from '../credentials/resolve-secrets.js';
import { PcError } from '../errors.js';
import type { CallEvent } from '../qualys/create-qualys-api.js';
import { type Baseline, parseBaseline } from '../workflow/baseline.js';
import type { RunOptions, ScanDeps } from '../workflow/run-context.js';
import { RunDirectory } from '../workflow/run-directory.js';
import { type ScanRequest, scanRequestFrom } from '../workflow/scan-request.js';
import { findConfigFile } from './config-file.js';
import { connectApi } from './connect-api.js';
import type { CommandIo } from './io.js';
import { openPersonalStore } from './personal-store.js';
import { reportWriter } from './report-writer.js';
import type { AccountArgs, ScanArgs } from './scan-args.js';
import { secretSources } from './secret-sources.js';
import { stopReasonOf } from './stop-reasons.js';
import { scanHistory } from './wizard/memories.js';

/** A run with everything it needs; nothing has been sent yet. */
export interface PreparedRun {
  readonly config: Config;
  /** As a pipeline would name it; undefined for flags alone or standard input. */
  readonly configPath: string | undefined;
  readonly notes: LoadedConfig['notes'];
  readonly request: ScanRequest;
  readonly deps: ScanDeps;
  readonly options: RunOptions;
  /** Frees sockets and signal handlers. */
  readonly dispose: () => void;
}

/** Finds and checks the config of a command: file, flags, or both. */
export async function readRunConfig(
  args: AccountArgs,
  io: CommandIo,
): Promise<LoadedConfig & Pick<PreparedRun, 'configPath'>> {
  const file = await findConfigFile(args, io);
  const loaded = loadConfig({ flags: args.flags, ...(file === undefined ? {} : { file }) });
  const named = file === undefined || args.config === '-' ? undefined : file.sourceName;
  return {
    ...loaded,
    configPath: named === undefined ? undefined : relative(io.cwd, resolve(io.cwd, named)),
  };
}

/**
 * Makes a run out of arguments, config, environment and secrets.
 * @throws PcError of kind `usage`; nothing was sent.
 */
export async function prepareRun(
  args: ScanArgs,
  io: CommandIo,
  onCall: (event: CallEvent) => void,
): Promise<PreparedRun> {
  const loaded = await readRunConfig(args, io);
  const { config } = loaded;
  const secrets = secretSources(args, io);
  const { shard } = args;
  const listeners = new Set([onCall]);
  const startedMs = io.clock.now();
  let timeoutMs = Number.POSITIVE_INFINITY;
  const { api, username } = await connectApi({
    account: config,
    args,
    io,
    secrets,
    onEvent: (event) => {
      for (const listener of listeners) listener(event);
    },
    remainingMs: () => Math.max(0, startedMs + timeoutMs - io.clock.now()),
  });
  const request = scanRequestFrom(config, {
    env: io.env,
    directoryName: basename(io.cwd),
    username,
    nowMs: startedMs,
    notes: loaded.notes,
    ...(shard === undefined ? {} : { shard }),
  });
  timeoutMs = request.timeoutMs;
  const stop = new AbortController();
  const unsubscribe = io.signals.subscribe((signal) => stop.abort(stopReasonOf(signal)));
  const base = resolve(io.cwd, config.reports.directory);
  const directory = new RunDirectory(shard === undefined ? base : join(base, `shard-${shard.index}`));
  return {
    ...loaded,
    request,
    options: resumeIn(args.options, io),
    deps: {
      api,
      clock: io.clock,
      signal: stop.signal,
      directory,
      pid: process.pid,
      toolVersion: io.version,
      hostPassword: await hostPasswordOf(config, io, secrets),
      baseline: await readBaseline(config, io),
      history: scanHistory(openPersonalStore(io)),
      onCall: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      writeReports: reportWriter({ config, configPath: loaded.configPath, directory, env: io.env }),
    },
    dispose: () => {
      unsubscribe();
      api.close();
    },
  };
}

/** A state file is named from where the person stands. */
function resumeIn(options: RunOptions, { cwd }: CommandIo): RunOptions {
  const file = options.resume?.file;
  return file === undefined ? options : { ...options, resume: { file: resolve(cwd, file) } };
}

/** Undefined when the record is to be used as it stands. */
async function hostPasswordOf(
  config: Config,
  io: CommandIo,
  secrets: SecretSources,
): Promise<string | undefined> {
  const record = config.scan.authRecord;
  if (record?.password === undefined) return undefined;
  const { name } = jobNameFrom(config, io.env, basename(io.cwd));
  return resolveSecret(
    {
      name: `password of the ${record.platform} user ${record.username}`,
      ref: record.password,
      account: hostAccount(name, record.platform),
    },
    secrets,
  );
}

async function readBaseline({ criteria }: Config, { cwd }: CommandIo): Promise<Baseline | undefined> {
  const file = criteria?.baseline;
  if (file === undefined) return undefined;
  const text = await readFile(resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new PcError(`The baseline ${file} cannot be read`, {
      kind: 'usage',
      code: 'baseline-missing',
      why: cause instanceof Error ? cause.message : String(cause),
      next: 'Write one with: qualys-pc report --baseline-out FILE, or take criteria.baseline out of the config.',
      cause,
    });
  });
  return parseBaseline(text, file);
}
