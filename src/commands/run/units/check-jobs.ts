import { usualJobs } from '../../../config/names.js';
import { exitCode, exitCodeOf } from '../../../errors.js';
import { IpSet } from '../../../net/ip-set.js';
import { counted } from '../../../text/counted.js';
import { licenceWords, type Plan } from '../../../workflow/plan/plan-changes.js';
import { checkScan } from '../../../workflow/run/check-scan.js';
import { NewAddresses, playUnits, type UnitEnd } from '../../../workflow/units/play-units.js';
import type { ScanArgs } from '../../parser/scan-args.js';
import type { CommandIo } from '../../process/io.js';
import { printDocument, printLines } from '../../process/print.js';
import { asPcError, errorDocument } from '../../process/print-error.js';
import { openEventSink } from '../events-file.js';
import { planLines } from '../plan-lines.js';
import { playHeadless, printerOf } from '../play-headless.js';
import { type FoundCut, openUnits, type RunConfig, type RunUnit } from './open-units.js';

/** What was found out about one unit. */
interface CheckedUnit {
  readonly job: string;
  readonly label: string;
  /** Of a job that was cut. */
  readonly part: number | undefined;
  readonly plan: Plan | null;
  readonly problem: unknown;
}

/** `check` of several jobs: everything that all of them would read, and one plan with the licences of all. */
export async function checkJobs(
  args: ScanArgs,
  loaded: RunConfig,
  io: CommandIo,
  found?: FoundCut,
): Promise<number> {
  const { units, signal, dispose } = await openUnits(
    args,
    loaded,
    { printer: printerOf(args, io), keeps: false, found },
    io,
  );
  try {
    const sink = await openEventSink(args.events, io);
    const startedAtMs = io.clock.now();
    const options = { ...args.options, newAddresses: new NewAddresses() };
    const plans = new Map<RunUnit, Plan>();
    const check = async (unit: RunUnit) => {
      const { request, deps, label } = unit;
      const takePlan = (plan: Plan) => plans.set(unit, plan);
      const printer = printerOf(args, io, { unit: label, startedAtMs, takePlan });
      try {
        await playHeadless(checkScan(request, deps, options), {
          printer,
          sink: { write: (event) => sink.write(event, label), close: async () => {} },
        });
      } catch (cause) {
        if (!printer.hasPrinted(cause)) printer.error(asPcError(cause));
        throw cause;
      }
    };
    const most = loaded.jobs[0].config.concurrency?.jobs ?? usualJobs;
    const ends = await playUnits(units, check, { most, signal }).finally(() => sink.close());
    const checked = units.map((unit, index): CheckedUnit => {
      const problem = problemOf(ends[index], signal.reason);
      const part = unit.request.part?.index;
      return { job: unit.job, label: unit.label, part, plan: plans.get(unit) ?? null, problem };
    });
    printPlans(checked, args, io);
    return strongest(checked.map(({ problem }) => problem).filter((problem) => problem !== undefined));
  } finally {
    dispose();
  }
}

function problemOf(end: UnitEnd<void> | undefined, stopReason: unknown): unknown {
  if (end?.kind === 'threw') return end.cause;
  return end?.kind === 'ended' ? undefined : stopReason;
}

/** Strongest first (design, section 2), as far as a check can end so. */
const byStrength: readonly number[] = [
  exitCode.interrupted,
  exitCode.terminated,
  exitCode.bug,
  exitCode.usage,
  exitCode.refused,
  exitCode.inconclusive,
  exitCode.unfinished,
];

function strongest(problems: readonly unknown[]): number {
  const codes = new Set<number>(problems.map((problem) => exitCodeOf[asPcError(problem).kind]));
  return byStrength.find((code) => codes.has(code)) ?? exitCode.passed;
}

function printPlans(checked: readonly CheckedUnit[], { json }: ScanArgs, { stdout }: CommandIo): void {
  const newIps = newAddresses(checked);
  if (json) {
    const jobs = checked.map(({ job, part, plan, problem }) => ({
      job,
      ...(part === undefined ? {} : { part }),
      plan,
      ...(problem === undefined ? {} : { error: errorDocument(asPcError(problem)).error }),
    }));
    printDocument(stdout, { version: 1, jobs, newIps });
    return;
  }
  const licence = licenceWords(newIps);
  const jobs = new Set(checked.map(({ job }) => job)).size;
  printLines(stdout, [
    ...checked.flatMap(({ job, label, part, plan }) =>
      plan === null
        ? []
        : [`Job ${part === undefined ? label : `${job} part ${part}`}`, ...planLines(plan), ''],
    ),
    `${jobs === checked.length ? '' : `${counted(checked.length, 'scan', 'scans')} of `}${counted(jobs, 'job', 'jobs')}${licence === undefined ? ', no new IP' : `. In all: ${licence}`}`,
  ]);
}

/** Addresses that are new to the account, each once, whatever number of jobs would add it. */
function newAddresses(checked: readonly CheckedUnit[]): NonNullable<Plan['newIps']> {
  const all = checked.reduce(
    (ips, { plan }) => (plan?.newIps == null ? ips : ips.union(IpSet.parse(plan.newIps.ips))),
    IpSet.empty,
  );
  return { count: String(all.count), ips: all.toString() };
}
