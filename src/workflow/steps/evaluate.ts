import type { Coverage } from '../judge/coverage.js';
import type { JudgedPosture } from '../judge/posture-reads.js';
import { verdictOf } from '../judge/verdict.js';
import type { Result } from '../results/result.js';
import type { RunState } from '../results/run-state.js';
import type { RunContext } from '../run/run-context.js';

/** Step 11: says how many postures fail. The rows were judged while they were read. */
export function evaluate({ channel, request }: RunContext, { evaluation }: JudgedPosture): void {
  channel.started('evaluate', 'Judging by the criteria');
  const { totals } = evaluation;
  channel.done(
    totals.rows === 0
      ? 'No posture to judge'
      : request.criteria === undefined
        ? 'No criteria: nothing fails'
        : `${totals.result.failing} failing`,
  );
}

/** The verdict of a scan that finished, with or without posture. */
export function judge(
  { request, options }: RunContext,
  survey: RunState['survey'],
  { coverage, posture }: { readonly coverage: Coverage; readonly posture?: JudgedPosture | undefined },
): Result['verdict'] {
  return verdictOf({
    criteria: request.criteria,
    coverage,
    posture,
    policies: survey.policies,
    warningExitCode: options.warningExitCode ?? false,
    targetNames: namesOf(survey),
  });
}

/** EC2 hosts are named by their instance. */
function namesOf({ instances }: RunState['survey']): (ips: string) => string {
  return (ips) =>
    ips
      .split(',')
      .map((ip) => {
        const instance = instances.find((candidate) => candidate.ip === ip);
        return instance === undefined ? ip : `${instance.id} (${ip})`;
      })
      .join(', ');
}
