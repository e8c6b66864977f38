import type { LoadedJobs } from '../../../config/jobs/load-jobs.js';
import type { ScanRequest } from '../../../workflow/plan/scan-request.js';
import type { ScanDeps } from '../../../workflow/run/run-context.js';
import { waitWords } from '../../../workflow/run/run-scan.js';
import { unitFolders, unitLabel } from '../../../workflow/units/unit-names.js';
import { secretSources } from '../../account/connect-api.js';
import type { ScanArgs } from '../../parser/scan-args.js';
import type { CommandIo } from '../../process/io.js';
import { printLines } from '../../process/print.js';
import { stopReasonOf } from '../../process/process-io.js';
import { connectRun, createUnit, readUnitFiles, type UnitFiles } from '../create-run.js';
import type { HeadlessPrinter } from '../headless-printer.js';
import { commandsOf } from '../run-commands.js';

/** One unit of a run that plays several. */
export interface RunUnit {
  readonly job: string;
  /** How a line of the log names it. */
  readonly label: string;
  /** Its folder below the report directory, with slashes. */
  readonly folder: string;
  readonly request: ScanRequest;
  readonly deps: ScanDeps;
}

export interface OpenUnits {
  readonly units: readonly RunUnit[];
  readonly signal: AbortSignal;
  /** Frees sockets and signal handlers. */
  readonly dispose: () => void;
}

/**
 * Creates the units of all jobs on one account. Files are read before the account is opened, so that no password is
 * asked for in vain.
 * @throws PcError of kind `usage`; nothing was sent.
 */
export async function openUnits(
  args: ScanArgs,
  { jobs, configPath }: RunConfig,
  printer: HeadlessPrinter,
  io: CommandIo,
): Promise<OpenUnits> {
  const secrets = secretSources(args, io);
  const stop = new AbortController();
  const shared = { args, secrets, configPath, signal: stop.signal };
  const filesOfJobs: UnitFiles[] = [];
  for (const { config } of jobs) filesOfJobs.push(await readUnitFiles({ config, ...shared }, io));
  const account = await connectRun(
    {
      ...shared,
      config: jobs[0].config,
      onCall: (event) => {
        printer.call(event);
        if (event.type === 'waiting' && args.level !== 'quiet') printLines(io.stderr, [waitWords(event)]);
      },
    },
    io,
  );
  const units: RunUnit[] = [];
  for (const [index, { job, config, notes }] of jobs.entries()) {
    const files = filesOfJobs[index];
    if (files === undefined) continue;
    const name = { job, shard: args.shard };
    // The summary of the CI is that of the joined verdict.
    const ownIo = { ...io, env: { ...io.env, GITHUB_STEP_SUMMARY: undefined } };
    const made = await createUnit({ ...name, config, notes, ...shared }, { account, files }, ownIo);
    const stateFile = made.deps.directory.file('state');
    const commands = commandsOf({ args, configPath, stateFile, cwd: io.cwd, job });
    units.push({
      job: made.request.jobName,
      label: unitLabel(name),
      folder: unitFolders(name).join('/'),
      request: made.request,
      // What the account waits for is said once, not by each unit.
      deps: { ...made.deps, commands, onCall: () => () => undefined },
    });
  }
  const unsubscribe = io.signals.subscribe((signal) => stop.abort(stopReasonOf(signal)));
  return {
    units,
    signal: stop.signal,
    dispose: () => {
      unsubscribe();
      account.close();
    },
  };
}

/** The config of a run. */
export interface RunConfig extends LoadedJobs {
  /** As a pipeline would name it; undefined for flags alone or standard input. */
  readonly configPath: string | undefined;
}
