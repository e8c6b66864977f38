import { resolve } from 'node:path';
import type { Clock } from '../../../clock.js';
import { usualJobs } from '../../../config/names.js';
import { PcError } from '../../../errors.js';
import type { ReportInput } from '../../../report/report-input.js';
import { writeJoined } from '../../../report/write-reports.js';
import type { Result } from '../../../workflow/results/result.js';
import { RunDirectory } from '../../../workflow/results/run-directory.js';
import { takeRunLock } from '../../../workflow/results/run-lock.js';
import type { RunOptions } from '../../../workflow/run/run-context.js';
import { runScan } from '../../../workflow/run/run-scan.js';
import { EstateFile, type EstateIdentity } from '../../../workflow/units/estate-state.js';
import { NewAddresses, playUnits, type UnitEnd } from '../../../workflow/units/play-units.js';
import type { ScanArgs } from '../../parser/scan-args.js';
import type { CommandIo } from '../../process/io.js';
import { asPcError } from '../../process/print-error.js';
import { loadPrinting, reportWriter } from '../ending.js';
import { type EventSink, openEventSink } from '../events-file.js';
import { playHeadless, printerOf } from '../play-headless.js';
import { commandsOf } from '../run-commands.js';
import type { CutJob } from './cut-job.js';
import { joinUnits } from './join-units.js';
import { type FoundCut, openUnits, type RunConfig, type RunUnit } from './open-units.js';

/**
 * Plays the units of all jobs, at most `concurrency.jobs` at a time, and joins what they found: one verdict, one
 * result, one page. A unit that fails stops no other.
 * @param found - Of a job that began as one scan.
 * @returns the exit code of the joined verdict.
 */
export async function runJobs(
  args: ScanArgs,
  loaded: RunConfig,
  io: CommandIo,
  found?: FoundCut,
): Promise<number> {
  refuseStateFile(args);
  const printer = printerOf(args, io);
  const { units, signal, dispose } = await openUnits(args, loaded, { printer, keeps: true, found }, io).catch(
    async (error: unknown) => {
      const { reportUnstarted } = await import('../unstarted.js');
      await reportUnstarted(error, { args, loaded }, io);
      throw error;
    },
  );
  const [{ config }] = loaded.jobs;
  const cuts = new Set(units.flatMap(({ cut }) => cut ?? []));
  const [only] = loaded.jobs.length === 1 ? cuts : [];
  const directory = only?.directory ?? new RunDirectory(resolve(io.cwd, config.reports.directory));
  const estate = new Estate({ directory, units, clock: io.clock });
  try {
    const lock = await takeRunLock(estate.file, process.pid);
    try {
      const sink = await openEventSink(args.events, io);
      const continues = await estate.start(args.options);
      for (const cut of cuts) await cut.keep();
      const options = { ...args.options, continues, newAddresses: new NewAddresses() };
      const startedAtMs = io.clock.now();
      const play = async (unit: RunUnit) => {
        await estate.write('running');
        await unit.cut?.touch();
        return playUnit(unit, { args, sink, options, io, startedAtMs });
      };
      const most = config.concurrency?.jobs ?? usualJobs;
      const ends = await playUnits(units, play, { most, signal }).finally(() => sink.close());
      const joined = await joinUnits(withEnds(units, ends), signal.reason);
      if (joined === undefined) throw firstCause(ends);
      await writeAndPrint(joined, { args, loaded, directory, io });
      if (!signal.aborted) await estate.finish(cuts);
      return joined.result.verdict.exitCode;
    } finally {
      await lock.release();
    }
  } finally {
    dispose();
  }
}

function refuseStateFile({ options: { resume } }: ScanArgs): void {
  if (resume?.file === undefined) return;
  throw new PcError('--resume FILE names the state of one scan, and the run has several', {
    kind: 'usage',
    code: 'flags-conflict',
    next: 'Give --resume alone, or name the job with --job.',
  });
}

function withEnds(units: readonly RunUnit[], ends: readonly UnitEnd<Result>[]) {
  return units.flatMap((unit, index) => {
    const end = ends[index];
    return end === undefined ? [] : [{ unit, end }];
  });
}

function firstCause(ends: readonly UnitEnd<Result>[]): unknown {
  for (const end of ends) if (end.kind === 'threw') return end.cause;
  return new TypeError('No unit was played');
}

interface PlayedWith {
  readonly args: ScanArgs;
  readonly sink: EventSink;
  readonly options: ScanArgs['options'];
  readonly io: CommandIo;
  readonly startedAtMs: number;
}

/** One unit with the lines of its own; what it throws is printed, and counts in its result. */
async function playUnit(
  { request, deps, label }: RunUnit,
  { args, sink, options, io, startedAtMs }: PlayedWith,
): Promise<Result> {
  const printer = printerOf(args, io, { unit: label, startedAtMs });
  // The file of the events is that of the whole run.
  const ownSink: EventSink = { write: (event) => sink.write(event, label), close: async () => {} };
  try {
    const result = await playHeadless(runScan(request, deps, options), { printer, sink: ownSink });
    if (result === undefined) throw new TypeError('A unit ended without a verdict');
    return result;
  } catch (cause) {
    if (!printer.hasPrinted(cause)) printer.error(asPcError(cause));
    throw cause;
  }
}

/** The joined verdict, then its files, which lie above the folders of the units. */
async function writeAndPrint(
  joined: ReportInput,
  {
    args,
    loaded: { jobs, configPath },
    directory,
    io,
  }: {
    readonly args: ScanArgs;
    readonly loaded: RunConfig;
    readonly directory: RunDirectory;
    readonly io: CommandIo;
  },
): Promise<void> {
  const { annotationsIn, printVerdict, printEnd } = await loadPrinting();
  const { result, previous } = joined;
  const commands = commandsOf({ args, configPath, stateFile: directory.file('state'), cwd: io.cwd });
  const outcome = { result, commands, directory, args, io, namesFiles: true };
  await printVerdict(outcome);
  printerOf(args, io).annotateAll(annotationsIn(outcome));
  await writeJoined(joined, directory.path);
  const formats = [...new Set(jobs.flatMap(({ config }) => config.reports.formats))];
  const reports = { ...jobs[0].config.reports, formats };
  const write = reportWriter({ config: { reports }, directory, env: io.env });
  const { outcome: word } = result.verdict;
  const isDetached = args.options.detach === true && word === 'unfinished';
  await write({ result, previous, formats: word !== 'not-evaluated' && !isDetached });
  await printEnd(outcome);
}

/** What a run of several units remembers as a whole. */
class Estate {
  readonly #directory: RunDirectory;
  readonly #units: readonly RunUnit[];
  readonly #clock: Clock;
  readonly #file: EstateFile;
  readonly #identity: EstateIdentity;

  constructor({
    directory,
    units,
    clock,
  }: {
    readonly directory: RunDirectory;
    readonly units: readonly RunUnit[];
    readonly clock: Clock;
  }) {
    this.#directory = directory;
    this.#units = units;
    this.#clock = clock;
    this.#file = new EstateFile(directory.path);
    this.#identity = {
      build: units[0]?.request.build ?? '',
      units: Object.fromEntries(units.map(({ folder, request }) => [folder, request.digest])),
      timeoutMs: Math.max(...units.map(({ request }) => request.timeoutMs)),
    };
  }

  /** Path of the state; its lock keeps two runs apart. */
  get file(): string {
    return this.#file.path;
  }

  /**
   * Whether an earlier run of the same units goes on. Otherwise what it left is no part of this run: the joined files
   * go, and so do the states of scans that have ended.
   */
  async start({ forceNew = false, resume }: RunOptions): Promise<boolean> {
    const isUnfinished = !forceNew && (await this.#file.isUnfinished(this.#identity, this.#clock.now()));
    if (isUnfinished || resume !== undefined) {
      await this.#directory.create();
      return isUnfinished;
    }
    await this.#directory.clear();
    for (const cut of new Set(this.#units.flatMap(({ cut }) => cut ?? [])))
      if (cut.directory !== this.#directory) await cut.directory.clear();
    for (const { deps } of this.#units)
      if ((await phaseOf(deps.directory)) === 'ended') await deps.directory.removeState();
    return false;
  }

  async write(phase: 'running' | 'finished'): Promise<void> {
    await this.#file.write(this.#identity, phase, this.#clock.now());
  }

  /** Ends what has no scan that a rerun would resume. */
  async finish(cuts: ReadonlySet<CutJob>): Promise<void> {
    for (const cut of cuts) if (await this.#hasEnded((unit) => unit.cut === cut)) await cut.finish();
    if (await this.#hasEnded(() => true)) await this.write('finished');
  }

  async #hasEnded(isMeant: (unit: RunUnit) => boolean): Promise<boolean> {
    for (const { deps } of this.#units.filter(isMeant))
      if ((await phaseOf(deps.directory)) === 'unfinished') return false;
    return true;
  }
}

/** What became of the scan in a directory; a state that cannot be read stops its unit, which says so. */
async function phaseOf(directory: RunDirectory): Promise<'none' | 'ended' | 'unfinished'> {
  const state = await directory.readState().catch(() => undefined);
  if (state === undefined) return 'none';
  return state.phase === 'finished' || state.phase === 'cancelled' ? 'ended' : 'unfinished';
}
