import type { LoadedJob, LoadedJobs } from '../../../config/jobs/load-jobs.js';
import type { PcError } from '../../../errors.js';
import { counted } from '../../../text/counted.js';
import { printable } from '../../../text/printable.js';
import type { InstancePart } from '../../../workflow/plan/instance-part.js';
import type { ScanRequest } from '../../../workflow/plan/scan-request.js';
import type { ScanDeps } from '../../../workflow/run/run-context.js';
import { sharedReads } from '../../../workflow/units/shared-reads.js';
import { type UnitName, unitFolders, unitLabel } from '../../../workflow/units/unit-names.js';
import { secretSources } from '../../account/connect-api.js';
import { printWait } from '../../account/print-wait.js';
import type { ScanArgs } from '../../parser/scan-args.js';
import type { CommandIo } from '../../process/io.js';
import { printLines } from '../../process/print.js';
import { stopReasonOf } from '../../process/process-io.js';
import {
  connectRun,
  createUnit,
  findHostLogin,
  readUnitFiles,
  type UnitFiles,
  type UnitShared,
} from '../create-run.js';
import type { HeadlessPrinter } from '../headless-printer.js';
import { commandsOf } from '../run-commands.js';
import { type CutJob, cutJob, listedOnce } from './cut-job.js';

/** One unit of a run that plays several. */
export interface RunUnit {
  readonly job: string;
  /** How a line of the log names it. */
  readonly label: string;
  /** Its folder below the report directory, with slashes. */
  readonly folder: string;
  readonly request: ScanRequest;
  readonly deps: ScanDeps;
  /** The job that it is a part of, where that was cut. */
  readonly cut?: CutJob | undefined;
}

/** A job before it is known whether it is cut. */
interface WholeJob {
  readonly name: UnitName;
  /** The whole of it. */
  readonly made: Pick<RunUnit, 'request' | 'deps'>;
  readonly create: (
    name: UnitName & { readonly instances?: InstancePart | undefined },
  ) => Promise<Pick<RunUnit, 'request' | 'deps'>>;
}

/** What a scan of the whole had found out before it was cut. */
export interface FoundCut {
  /** Nothing is read or asked again. */
  readonly shared: UnitShared;
  readonly parts: readonly InstancePart[];
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
  {
    printer,
    keeps,
    found,
  }: {
    readonly printer: HeadlessPrinter;
    readonly keeps: boolean;
    readonly found?: FoundCut | undefined;
  },
  io: CommandIo,
): Promise<OpenUnits> {
  const secrets = secretSources(args, io);
  const stop = new AbortController();
  const shared = { args, secrets, configPath, signal: stop.signal };
  const readJobs: (LoadedJob & { readonly files: UnitFiles })[] = [];
  for (const job of jobs)
    readJobs.push({
      ...job,
      files: found?.shared.files ?? (await readUnitFiles({ config: job.config, ...shared }, io)),
    });
  const opened = found?.shared.account ?? (await connectRun({ ...shared, config: jobs[0].config }, io));
  const account = { ...opened, api: sharedReads(opened.api, io.clock) };
  account.onCall((event) => {
    printer.call(event);
    printWait(event, args, io);
  });
  // The summary of the CI is that of the joined verdict.
  const ownIo = { ...io, env: { ...io.env, GITHUB_STEP_SUMMARY: undefined } };
  const wholes: WholeJob[] = [];
  for (const { job, config, notes, files } of readJobs) {
    const hostLogin =
      found === undefined ? await findHostLogin({ config, secrets }, io) : found.shared.hostLogin;
    const create: WholeJob['create'] = (name) =>
      createUnit({ ...name, config, notes, ...shared }, { account, files, hostLogin, ci: secrets.ci }, ownIo);
    const name = { job, shard: args.shard };
    wholes.push({ name, create, made: await create(name) });
  }
  const longestMs = Math.max(...wholes.map(({ made }) => made.request.timeoutMs));
  // Nothing is sent before everything of this machine has been found.
  const api = listedOnce(account.api.withSignal(stop.signal, () => longestMs));
  const units: RunUnit[] = [];
  for (const { name: whole, create, made } of wholes) {
    const add = ({ request, deps }: Pick<RunUnit, 'request' | 'deps'>, name: UnitName, cut?: CutJob) => {
      const stateFile = deps.directory.file('state');
      const commands = commandsOf({ args, configPath, stateFile, cwd: io.cwd, job: name.job });
      units.push({
        job: request.jobName,
        label: unitLabel(name),
        folder: unitFolders(name).join('/'),
        request,
        // What the account waits for is said once, not by each unit.
        deps: { ...deps, commands, onCall: () => () => undefined },
        cut,
      });
    };
    const cut = await cutJob(
      { request: made.request, directory: made.deps.directory },
      { api, io, options: args.options, keeps, known: found?.parts },
    );
    if (cut === undefined) {
      add(made, whole);
      continue;
    }
    if (args.level !== 'quiet') printLines(io.stderr, [cutWords(cut)]);
    for (const [number, instances] of (cut.problem === undefined ? cut.parts : [undefined]).entries()) {
      const part = { index: number + 1, total: Math.max(1, cut.parts.length) };
      const unit = await create({ ...whole, part, instances });
      add({ ...unit, request: withProblem(unit.request, cut.problem) }, { ...whole, part }, cut);
    }
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

/** A unit that says why its job could not be cut. */
function withProblem(request: ScanRequest, problem: PcError | undefined): ScanRequest {
  const { target } = request;
  return problem === undefined || target.type !== 'ec2'
    ? request
    : { ...request, target: { ...target, problem } };
}

/** `ledger: 300 instances of 12 accounts in 36 scans`. */
function cutWords({ request, parts, problem }: CutJob): string {
  if (problem !== undefined) return `${request.jobName}: ${problem.what}`;
  const instances = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  const accounts = new Set(parts.map(({ connector }) => connector.accountId)).size;
  const words = [
    counted(instances, 'instance', 'instances'),
    'of',
    counted(accounts, 'account', 'accounts'),
    'in',
    counted(parts.length, 'scan', 'scans'),
  ];
  return `${printable(request.jobName)}: ${words.join(' ')}`;
}

/** The config of a run. */
export interface RunConfig extends LoadedJobs {
  /** As a pipeline would name it; undefined for flags alone or standard input. */
  readonly configPath: string | undefined;
}
