import { PcError } from '../../errors.js';
import { sentence } from '../../text/printable.js';
import type { RunFacts } from '../results/build-result.js';
import type { Result } from '../results/result.js';
import type { RunContext } from '../run/run-context.js';

/** Step 12: writes the files, then says the verdict. */
export async function writeResults(context: RunContext, result: Result, facts: RunFacts): Promise<void> {
  const { channel } = context;
  channel.started('report', 'Writing the results');
  const files = await writeFiles(context, result, facts).catch((cause: unknown) => {
    // A pass that leaves no results is none; a failed build stays failed.
    if (!(cause instanceof PcError) || result.verdict.outcome !== 'failed') throw cause;
    channel.warning(`${sentence(cause.what)} ${cause.why ?? ''}`.trimEnd());
    return undefined;
  });
  channel.done(files?.join(' · ') ?? 'The results are not complete');
  channel.emit({ type: 'judged', step: 'report', result });
}

async function writeFiles(context: RunContext, result: Result, facts: RunFacts): Promise<readonly string[]> {
  const { deps, request } = context;
  const evaluated = facts.posture !== undefined;
  await facts.posture?.controls.commit();
  await deps.directory.writeResult(result);
  const previous = await deps.directory.readPrevious(request.jobName);
  const files = evaluated ? await deps.writeReports?.({ result, previous }) : undefined;
  if (facts.reference !== undefined) await deps.directory.markPhase('finished');
  return ['result.json', ...(evaluated ? ['controls.jsonl'] : []), ...(files ?? [])];
}
