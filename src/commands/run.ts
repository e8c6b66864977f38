import { exitCodeOf } from '../errors.js';
import type { Plan } from '../workflow/plan-changes.js';
import { checkScan, runScan } from '../workflow/run-scan.js';
import { loadPrinting } from './ending.js';
import { openEventSink } from './events-file.js';
import { HeadlessPrinter } from './headless-printer.js';
import type { CommandIo } from './io.js';
import { planLines } from './plan-lines.js';
import { playHeadless } from './play-headless.js';
import { prepareRun } from './prepare-run.js';
import type { ScanArgs } from './scan-args.js';
import { lookOf } from './terminal-look.js';

/** How a run is told; the defaults are a person's own run. */
export interface RunTelling {
  /** False when the files go with the command. */
  readonly keepsFiles?: boolean;
  /** False when nobody can act on what the config's rules have to say. */
  readonly tellsNotes?: boolean;
}

/**
 * `qualys-pc run`: one headless scan. Progress goes to stderr, the outcome to stdout.
 * @returns the verdict's exit code.
 */
export async function runRun(
  args: ScanArgs,
  io: CommandIo,
  { keepsFiles = true, tellsNotes = true }: RunTelling = {},
): Promise<number> {
  if (args.dryRun) return runCheck(args, io);
  const printer = printerOf(args, io);
  const { request, deps, options, configPath, dispose } = await prepareRun(args, io, (event) =>
    printer.call(event),
  );
  try {
    const sink = await openEventSink(args.events, io.stderr);
    const result = await playHeadless(
      runScan(tellsNotes ? request : { ...request, notes: [] }, deps, options),
      { printer, sink },
    );
    if (result === undefined) throw new TypeError('The run ended without a verdict');
    const { printResult } = await loadPrinting();
    await printResult({ result, configPath, directory: deps.directory, args, io, keepsFiles });
    return result.verdict.exitCode;
  } catch (error) {
    if (printer.hasTold(error)) return exitCodeOf[error.kind];
    throw error;
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
    return 0;
  } catch (error) {
    if (printer.hasTold(error)) return exitCodeOf[error.kind];
    throw error;
  } finally {
    dispose();
  }
}

/** The plan is the outcome of a check. */
function printPlan(plan: Plan, { json, level }: ScanArgs, { stdout }: CommandIo): void {
  if (json) stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
  else if (level !== 'quiet') stdout.write(`${planLines(plan).join('\n')}\n`);
}

function printerOf(
  { level }: ScanArgs,
  { stderr, env }: CommandIo,
  takePlan?: (plan: Plan) => void,
): HeadlessPrinter {
  return new HeadlessPrinter({
    stderr,
    look: lookOf(stderr, env),
    level,
    ...(takePlan === undefined ? {} : { takePlan }),
  });
}
