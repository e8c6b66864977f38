import { exitCode, PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { Coverage } from '../judge/coverage.js';
import { newestInstances, stoppedInstances, stoppedWords } from '../plan/instance-parts.js';
import type { Result } from '../results/result.js';
import type { RunState } from '../results/run-state.js';
import type { RunContext } from '../run/run-context.js';

type Survey = RunState['survey'];
type Verdict = Result['verdict'];

function partOf({ request: { target } }: RunContext) {
  return target.type === 'ec2' ? target.part : undefined;
}

/**
 * Looks again at instances that the scan did not cover. Of a target that means what runs, one that has stopped since is
 * left out and named; one that still runs stays uncovered.
 */
export async function leaveStoppedOut(
  context: RunContext,
  survey: Survey,
  coverage: Coverage,
): Promise<{ readonly survey: Survey; readonly coverage: Coverage }> {
  const { uncovered, asked, notAttempted } = coverage;
  if (partOf(context)?.running !== true || uncovered.isEmpty) return { survey, coverage };
  const { survey: known, ips } = await lookAgain(context, survey, uncovered);
  return {
    survey: known,
    coverage: {
      ...coverage,
      asked: asked.without(ips),
      uncovered: uncovered.without(ips),
      notAttempted: notAttempted.without(ips),
    },
  };
}

/**
 * What is left of a scan that found no host alive: nothing, when its instances have stopped since.
 * @throws the cause when one of them still runs.
 */
export async function whenNoneAnswered(context: RunContext, survey: Survey, cause: unknown): Promise<Survey> {
  const isMeant = cause instanceof PcError && cause.code === 'no-host-alive';
  if (!isMeant || partOf(context)?.running !== true) throw cause;
  const { survey: known } = await lookAgain(context, survey, IpSet.parse(survey.ips));
  if (isAllStopped(context, known.instances)) return known;
  throw cause;
}

/** The instances at the addresses as they are now, and the addresses of those that have stopped since. */
async function lookAgain(
  { api, channel }: RunContext,
  survey: Survey,
  missed: IpSet,
): Promise<{ readonly survey: Survey; readonly ips: IpSet }> {
  const now = newestInstances(await api.listInstances(survey.connector?.accountId ?? undefined));
  const instances = survey.instances.map((instance) => {
    const isMissed = instance.ip !== null && missed.containsAll(IpSet.parse(instance.ip));
    return isMissed ? { ...instance, state: now.get(instance.id)?.state ?? 'GONE' } : instance;
  });
  const stopped = instances.filter(
    ({ id, state }) =>
      state !== 'RUNNING' && survey.instances.some((old) => old.id === id && old.state === 'RUNNING'),
  );
  for (const { id, state } of stopped) channel.warning(stoppedWords(id, state ?? ''));
  const ips = IpSet.parse(stopped.flatMap(({ ip }) => ip ?? []).join(','));
  return { survey: { ...survey, instances }, ips };
}

/** Whether a scan that is one of several has nothing left to look at; a lone one is inconclusive instead. */
export function isAllStopped(
  context: RunContext,
  instances: readonly { readonly state: string | null }[],
): boolean {
  const stopped = stoppedInstances(partOf(context), instances);
  return (context.request.part?.total ?? 1) > 1 && stopped.length > 0 && stopped.length === instances.length;
}

/** The verdict of a scan whose instances have all stopped. */
export function stoppedVerdict(context: RunContext, survey: Survey): Verdict {
  const verdict: Verdict = {
    outcome: 'not-evaluated',
    exitCode: exitCode.passed,
    gate: context.request.criteria !== undefined,
    warnings: 0,
    reasons: [
      {
        code: 'instances-stopped',
        what: 'Every instance of this part stopped after the scans were planned: nothing was left to look at.',
      },
    ],
    notes: [],
  };
  return withStoppedNotes(context, survey, verdict);
}

/** A verdict with a note for each instance that was left out. */
export function withStoppedNotes(context: RunContext, { instances }: Survey, verdict: Verdict): Verdict {
  const notes = stoppedInstances(partOf(context), instances).map(({ id, state }) => ({
    code: 'instance-stopped',
    what: stoppedWords(id, state ?? ''),
  }));
  return notes.length === 0 ? verdict : { ...verdict, notes: [...verdict.notes, ...notes] };
}
