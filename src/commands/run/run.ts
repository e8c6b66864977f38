import { relative, resolve } from 'node:path';
import { loadJobs } from '../../config/jobs/load-jobs.js';
import { exitCode, exitCodeOf } from '../../errors.js';
import type { CallEvent } from '../../qualys/create-qualys-api.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import { isCutTarget } from '../../workflow/plan/scan-request.js';
import { SeveralRegions } from '../../workflow/plan/several-regions.js';
import { checkScan } from '../../workflow/run/check-scan.js';
import type { RunOptions } from '../../workflow/run/run-context.js';
import { findConfigFile } from '../account/config-file.js';
import { secretSources } from '../account/connect-api.js';
import { printWait } from '../account/print-wait.js';
import type { AccountArgs, ScanArgs } from '../parser/scan-args.js';
import type { CommandIo } from '../process/io.js';
import { printDocument, printLines } from '../process/print.js';
import { errorDocument } from '../process/print-error.js';
import { stopReasonOf } from '../process/process-io.js';
import { createRun, type PreparedRun } from './create-run.js';
import { loadPrinting } from './ending.js';
import { openEventSink } from './events-file.js';
import type { HeadlessPrinter } from './headless-printer.js';
import { planLines, versionLines } from './plan-lines.js';
import { playHeadless, printerOf } from './play-headless.js';
import { commandsOf } from './run-commands.js';
import type { FoundCut, RunConfig } from './units/open-units.js';

/** What a run prints besides its outcome; the defaults are a person's own run. */
export interface RunOutput {
  /** False when the files go with the command. */
  readonly namesFiles?: boolean;
  /** False leaves out what the config's rules remark, as in the demo, whose config is not the person's. */
  readonly printsNotes?: boolean;
}

/**
 * `qualys-pc run`: a headless scan, or one for each job of the config. Progress goes to stderr, the outcome to stdout.
 * @returns the verdict's exit code.
 */
export async function runRun(
  args: ScanArgs,
  io: CommandIo,
  { namesFiles = true, printsNotes = true }: RunOutput = {},
): Promise<number> {
  if (args.dryRun) return runCheck(args, io);
  const loaded = await readRunConfig(args, io);
  if (hasSeveralUnits(loaded, args, io)) {
    const { runJobs } = await import('./units/run-jobs.js');
    return runJobs(args, loaded, io);
  }
  const printer = printerOf(args, io);
  const reported = async (error: unknown): Promise<never> => {
    const { reportUnstarted } = await import('./unstarted.js');
    await reportUnstarted(error, { args, loaded }, io);
    throw error;
  };
  const { request, deps, options, shared, release, dispose } = await prepareRun(args, loaded, io, (event) => {
    printer.call(event);
    // Otherwise it is an event of the scan.
    if (args.level === 'quiet') printWait(event, args, io);
  }).catch(reported);
  const runParts = async (parts: FoundCut['parts']) => {
    printer.end(io.clock.now());
    release();
    const { runJobs } = await import('./units/run-jobs.js');
    return runJobs(args, loaded, io, { shared, parts });
  };
  try {
    if (request.target.type === 'ec2') {
      const { storedParts } = await import('./units/cut-job.js');
      const parts = await storedParts({ request, directory: deps.directory }, { io, options });
      if (parts !== undefined) return await runParts(parts);
    }
    const sink = await openEventSink(args.events, io).catch(reported);
    const { runScan } = await import('../../workflow/run/run-scan.js');
    const { annotationsIn, printVerdict, printEnd } = await loadPrinting();
    const outcome = { commands: deps.commands, directory: deps.directory, args, io, namesFiles };
    const result = await playHeadless(
      runScan(printsNotes ? request : { ...request, notes: [] }, deps, options),
      {
        printer,
        sink,
        onJudged: async (judged) => {
          await printVerdict({ ...outcome, result: judged });
          printer.annotateAll(annotationsIn({ ...outcome, result: judged }));
        },
      },
    );
    printer.end(io.clock.now());
    if (result === undefined) throw new TypeError('The run ended without a verdict');
    await printEnd({ ...outcome, result });
    return result.verdict.exitCode;
  } catch (error) {
    if (error instanceof SeveralRegions) return await runParts(error.parts);
    return endedBy(error, { printer, args, io });
  } finally {
    dispose();
  }
}

/** `qualys-pc check`: everything a run reads, and the plan of all jobs; changes nothing. */
export async function runCheck(args: ScanArgs, io: CommandIo): Promise<number> {
  const loaded = await readRunConfig(args, io);
  if (hasSeveralUnits(loaded, args, io)) {
    const { checkJobs } = await import('./units/check-jobs.js');
    return checkJobs(args, loaded, io);
  }
  let planned: Plan | undefined;
  const printer = printerOf(args, io, {
    takePlan: (plan) => {
      planned = plan;
      if (!args.json) printLines(io.stdout, [...planLines(plan), ...versionLines(plan)]);
    },
  });
  const { request, deps, options, shared, release, dispose } = await prepareRun(args, loaded, io, (event) => {
    printer.call(event);
    // Otherwise it is an event of the scan.
    if (args.level === 'quiet') printWait(event, args, io);
  });
  try {
    const sink = await openEventSink(args.events, io);
    await playHeadless(checkScan(request, deps, options), { printer, sink });
    // One document on every end: a plan whose objects cannot be used ends as an error.
    if (args.json && planned !== undefined) printDocument(io.stdout, planned);
    return exitCode.passed;
  } catch (error) {
    if (error instanceof SeveralRegions) {
      release();
      const { checkJobs } = await import('./units/check-jobs.js');
      return await checkJobs(args, loaded, io, { shared, parts: error.parts });
    }
    return endedBy(error, { printer, args, io });
  } finally {
    dispose();
  }
}

/** Whether a run may be more than one scan: of several jobs, or of instances that Qualys is asked for. */
function hasSeveralUnits({ jobs }: RunConfig, { shard }: ScanArgs, { env }: CommandIo): boolean {
  return jobs.length > 1 || isCutTarget(jobs[0].config.scan.target, { shard, env });
}

interface HowItRan {
  readonly printer: HeadlessPrinter;
  readonly args: ScanArgs;
  readonly io: CommandIo;
}

/**
 * The end of a run that threw what an event printed already.
 * @throws what no event printed.
 */
function endedBy(error: unknown, { printer, args, io }: HowItRan): number {
  printer.end(io.clock.now());
  if (!printer.hasPrinted(error)) throw error;
  if (args.json) printDocument(io.stdout, errorDocument(error));
  return exitCodeOf[error.kind];
}

/** Finds and checks the config of a command: file, flags, or both. */
async function readRunConfig(args: AccountArgs, io: CommandIo): Promise<RunConfig> {
  const file = await findConfigFile(args, io);
  const loaded = loadJobs({ flags: args.flags, file }, args.jobs);
  const named = file === undefined || args.config === '-' ? undefined : file.sourceName;
  return {
    ...loaded,
    configPath: named === undefined ? undefined : relative(io.cwd, resolve(io.cwd, named)),
  };
}

/** A run of one scan with everything it needs; nothing has been sent yet. */
interface CommandRun extends Pick<PreparedRun, 'request' | 'deps' | 'shared'> {
  readonly options: RunOptions;
  /** Frees the signal handlers alone: the run goes on as several scans, which hear the signals themselves. */
  readonly release: () => void;
  /** Frees sockets and signal handlers. */
  readonly dispose: () => void;
}

/**
 * Makes a run out of arguments, config, environment and secrets.
 * @throws PcError of kind `usage`; nothing was sent.
 */
async function prepareRun(
  args: ScanArgs,
  { jobs: [loaded], configPath }: RunConfig,
  io: CommandIo,
  onCall: (event: CallEvent) => void,
): Promise<CommandRun> {
  const stop = new AbortController();
  const { request, deps, shared, close } = await createRun(
    {
      ...loaded,
      configPath,
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
  const stateFile = deps.directory.file('state');
  return {
    request,
    shared,
    // A command plays what one scan does not take.
    options: { ...args.options, cutsRegions: true },
    deps: { ...deps, commands: commandsOf({ args, configPath, stateFile, cwd: io.cwd }) },
    release: unsubscribe,
    dispose: () => {
      unsubscribe();
      close();
    },
  };
}
