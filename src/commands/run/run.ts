import { relative, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../../config/load-config.js';
import type { Config } from '../../config/schema.js';
import { exitCode, exitCodeOf } from '../../errors.js';
import type { CallEvent } from '../../qualys/create-qualys-api.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import type { ScanRequest } from '../../workflow/plan/scan-request.js';
import type { Result } from '../../workflow/results/result.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import type { RunOptions, ScanDeps } from '../../workflow/run/run-context.js';
import { checkScan, runScan } from '../../workflow/run/run-scan.js';
import { findConfigFile } from '../account/config-file.js';
import { secretSources } from '../account/connect-api.js';
import type { AccountArgs, ScanArgs } from '../parser/scan-args.js';
import { ciLogOf } from '../process/ci-log.js';
import type { CommandIo } from '../process/io.js';
import { printDocument, printLines } from '../process/print.js';
import { errorDocument } from '../process/print-error.js';
import { stopReasonOf } from '../process/process-io.js';
import { lookOf } from '../process/terminal-look.js';
import { createRun } from './create-run.js';
import { loadPrinting } from './ending.js';
import { type EventSink, openEventSink } from './events-file.js';
import { HeadlessPrinter } from './headless-printer.js';
import { planLines, versionLines } from './plan-lines.js';
import { runCommandsOf } from './run-commands.js';

/** What a run prints besides its outcome; the defaults are a person's own run. */
export interface RunOutput {
  /** False when the files go with the command. */
  readonly namesFiles?: boolean;
  /** False leaves out what the config's rules remark, as in the demo, whose config is not the person's. */
  readonly printsNotes?: boolean;
}

/**
 * `qualys-pc run`: one headless scan. Progress goes to stderr, the outcome to stdout.
 * @returns the verdict's exit code.
 */
export async function runRun(
  args: ScanArgs,
  io: CommandIo,
  { namesFiles = true, printsNotes = true }: RunOutput = {},
): Promise<number> {
  if (args.dryRun) return runCheck(args, io);
  const printer = printerOf(args, io);
  const { request, deps, options, dispose } = await prepareRun(args, io, (event) => printer.call(event));
  try {
    const sink = await openEventSink(args.events, io.stderr);
    const { annotationsOf, printVerdict, printEnd } = await loadPrinting();
    const outcome = { commands: deps.commands, directory: deps.directory, args, io, namesFiles };
    const result = await playHeadless(
      runScan(printsNotes ? request : { ...request, notes: [] }, deps, options),
      {
        printer,
        sink,
        onJudged: async (judged) => {
          await printVerdict({ ...outcome, result: judged });
          printer.annotateAll(annotationsOf(judged));
        },
      },
    );
    printer.end(io.clock.now());
    if (result === undefined) throw new TypeError('The run ended without a verdict');
    await printEnd({ ...outcome, result });
    return result.verdict.exitCode;
  } catch (error) {
    return endedBy(error, { printer, args, io });
  } finally {
    dispose();
  }
}

/** `qualys-pc check`: everything a run reads, and the plan; changes nothing. */
export async function runCheck(args: ScanArgs, io: CommandIo): Promise<number> {
  const printer = printerOf(args, io, (plan) => printPlan(plan, args, io));
  const { request, deps, options, dispose } = await prepareRun(args, io, (event) => printer.call(event));
  try {
    const sink = await openEventSink(args.events, io.stderr);
    await playHeadless(checkScan(request, deps, options), { printer, sink });
    return exitCode.passed;
  } catch (error) {
    return endedBy(error, { printer, args, io });
  } finally {
    dispose();
  }
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

/** The plan is the outcome of a check. */
function printPlan(plan: Plan, { json }: ScanArgs, { stdout }: CommandIo): void {
  if (json) printDocument(stdout, plan);
  else printLines(stdout, [...planLines(plan), ...versionLines(plan)]);
}

function printerOf(
  { level, annotations }: ScanArgs,
  { stderr, env }: CommandIo,
  takePlan?: (plan: Plan) => void,
): HeadlessPrinter {
  return new HeadlessPrinter({
    stderr,
    look: lookOf(stderr, env),
    level,
    ci: ciLogOf(annotations, env),
    takePlan,
  });
}

/** A run with everything it needs; nothing has been sent yet. */
export interface CommandRun {
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
): Promise<LoadedConfig & Pick<CommandRun, 'configPath'>> {
  const file = await findConfigFile(args, io);
  const loaded = loadConfig({ flags: args.flags, file });
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
async function prepareRun(
  args: ScanArgs,
  io: CommandIo,
  onCall: (event: CallEvent) => void,
): Promise<CommandRun> {
  const loaded = await readRunConfig(args, io);
  const stop = new AbortController();
  const { request, deps, close } = await createRun(
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
    deps: { ...deps, commands: commandsOf(args, loaded, { deps, io }) },
    dispose: () => {
      unsubscribe();
      close();
    },
  };
}

/** None for a run that no command line began. */
function commandsOf(
  args: ScanArgs,
  { configPath }: Pick<CommandRun, 'configPath'>,
  { deps: { directory }, io: { cwd } }: { readonly deps: ScanDeps; readonly io: CommandIo },
): ScanDeps['commands'] {
  if (args.given === undefined) return undefined;
  return runCommandsOf({ args, configPath, stateFile: directory.file('state'), cwd });
}

/**
 * Prints a run as it happens.
 * @returns the result of the last event; undefined when only the plan was asked for.
 */
async function playHeadless(
  events: AsyncIterable<ScanEvent>,
  {
    printer,
    sink,
    onJudged,
  }: {
    readonly printer: HeadlessPrinter;
    readonly sink: EventSink;
    readonly onJudged?: (result: Result) => Promise<void>;
  },
): Promise<Result | undefined> {
  let result: Result | undefined;
  try {
    for await (const event of events) {
      await sink.write(event);
      printer.show(event);
      if (event.type !== 'judged') continue;
      ({ result } = event);
      await onJudged?.(result);
    }
  } finally {
    await sink.close();
  }
  return result;
}
