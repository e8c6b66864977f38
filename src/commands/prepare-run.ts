import { relative, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../config/load-config.js';
import type { Config } from '../config/schema.js';
import type { CallEvent } from '../qualys/create-qualys-api.js';
import type { RunOptions, ScanDeps } from '../workflow/run-context.js';
import type { ScanRequest } from '../workflow/scan-request.js';
import { findConfigFile } from './config-file.js';
import { equipRun } from './equip-run.js';
import type { CommandIo } from './io.js';
import type { AccountArgs, ScanArgs } from './scan-args.js';
import { secretSources } from './secret-sources.js';
import { stopReasonOf } from './stop-reasons.js';

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
async function readRunConfig(
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
  const stop = new AbortController();
  const { request, deps, close } = await equipRun(
    {
      ...loaded,
      args,
      shard: args.shard,
      stateFile: args.options.resume?.file,
      secrets: secretSources(args, io),
      signal: stop.signal,
      onCall,
    },
    io,
  );
  // Not before: while secrets are looked for nothing has been sent, and a signal may end the process at once.
  const unsubscribe = io.signals.subscribe((signal) => stop.abort(stopReasonOf(signal)));
  return {
    ...loaded,
    request,
    options: args.options,
    deps,
    dispose: () => {
      unsubscribe();
      close();
    },
  };
}
