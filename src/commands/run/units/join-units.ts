import { exitCode, exitCodeOf, PcError } from '../../../errors.js';
import { joinInputs } from '../../../report/merge/merge.js';
import { readPrevious, readResult } from '../../../report/read-results.js';
import type { ReportInput } from '../../../report/report-input.js';
import { writeJoined } from '../../../report/write-reports.js';
import { unitsOf } from '../../../workflow/results/build-result.js';
import type { Result } from '../../../workflow/results/result.js';
import type { UnitEnd } from '../../../workflow/units/play-units.js';
import type { CutJob } from './cut-job.js';
import type { RunUnit } from './open-units.js';

/** A unit with its end. */
export interface PlayedUnit {
  readonly unit: RunUnit;
  readonly end: UnitEnd<Result>;
}

/**
 * The results of all units as one; undefined when no unit left any. A unit without a result is named, and a signal
 * that ended the run is its end.
 */
export async function joinUnits(
  played: readonly PlayedUnit[],
  stopReason: unknown,
): Promise<ReportInput | undefined> {
  const inputs: ReportInput[] = [];
  const jobs = [...new Set(played.map(({ unit }) => unit.job))];
  for (const job of jobs) {
    const units = played.filter(({ unit }) => unit.job === job);
    const cut = units[0]?.unit.cut;
    const found = await inputsOf(units);
    const joined = cut && (await joinParts(found, cut));
    if (joined && jobs.length > 1) await writeJoined(joined, cut.directory.path);
    inputs.push(...(joined === undefined ? found : [joined]));
  }
  const [first, ...others] = inputs;
  if (first === undefined) return undefined;
  // The parts of one job are joined already; of a shard the others are no business of this run.
  const isJoined = jobs.length === 1 && played[0]?.unit.cut !== undefined;
  const joined = isJoined ? first : await joinInputs([first, ...others], { jobs });
  return stopReason instanceof PcError
    ? { ...joined, result: stoppedResult(joined.result, stopReason) }
    : joined;
}

async function inputsOf(units: readonly PlayedUnit[]): Promise<ReportInput[]> {
  const inputs: ReportInput[] = [];
  for (const { unit, end } of units) {
    const input = await inputOf(unit, end);
    if (input !== undefined) inputs.push(input);
  }
  return inputs;
}

/** The parts of one job as one result of it, compared with its last one: the cut may have been another then. */
async function joinParts(
  [first, ...others]: readonly ReportInput[],
  { directory, request, parts: [part] }: CutJob,
): Promise<ReportInput | undefined> {
  if (first === undefined) return undefined;
  const joined = await joinInputs([first, ...others]);
  const { target } = joined.result;
  // All that this shard saw, for the merge with the others.
  const resolved = part?.resolved === undefined ? {} : { resolved: [...part.resolved] };
  const result = { ...joined.result, target: { ...target, ...resolved }, units: unitsOf(request) };
  return { ...joined, result, previous: await readPrevious(directory.file('result'), result) };
}

/** The result of a unit, with its rows and the result before; one that another run holds is not this run's. */
async function inputOf(unit: RunUnit, end: UnitEnd<Result>): Promise<ReportInput | undefined> {
  if (end.kind === 'not-started') return undefined;
  if (end.kind === 'threw' && (!(end.cause instanceof PcError) || end.cause.code === 'directory-locked'))
    return undefined;
  const path = unit.deps.directory.file('result');
  try {
    const input = await readResult(path);
    const previous = await readPrevious(path, input.result);
    return previous === undefined ? input : { ...input, previous };
  } catch (error) {
    if (error instanceof PcError) return undefined;
    throw error;
  }
}

/** A signal ended the run, whatever the units that had ended by then said; one that only leaves it hides no failure. */
function stoppedResult(result: Result, { kind, code, what, why, next }: PcError): Result {
  const { verdict } = result;
  const isLeft = kind === 'timed-out';
  const worse: readonly number[] = [exitCode.bug, exitCode.failed, exitCode.usage, exitCode.refused];
  if (isLeft && worse.includes(verdict.exitCode)) return result;
  const reason = { code, what, ...(why === undefined ? {} : { why }), next };
  return {
    ...result,
    verdict: {
      ...verdict,
      outcome: isLeft ? 'unfinished' : 'interrupted',
      exitCode: exitCodeOf[kind],
      reasons: [reason, ...verdict.reasons],
    },
  };
}
