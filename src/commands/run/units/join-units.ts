import { exitCode, exitCodeOf, PcError } from '../../../errors.js';
import { joinInputs } from '../../../report/merge/merge.js';
import { readPrevious, readResult } from '../../../report/read-results.js';
import type { ReportInput } from '../../../report/report-input.js';
import type { Result } from '../../../workflow/results/result.js';
import type { UnitEnd } from '../../../workflow/units/play-units.js';
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
  for (const { unit, end } of played) {
    const input = await inputOf(unit, end);
    if (input !== undefined) inputs.push(input);
  }
  const [first, ...others] = inputs;
  if (first === undefined) return undefined;
  const jobs = [...new Set(played.map(({ unit }) => unit.job))];
  const joined = await joinInputs([first, ...others], { jobs });
  return stopReason instanceof PcError
    ? { ...joined, result: stoppedResult(joined.result, stopReason) }
    : joined;
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
