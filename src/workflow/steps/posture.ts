import { counted } from '../../text/counted.js';
import { type JudgedPosture, type PostureInput, PostureReads } from '../judge/posture-reads.js';
import { type RunContext, remainingMs } from '../run/run-context.js';

const MAX_PAUSE_MS = 30_000;
/** A long scan must not starve its posture. */
const LEAST_POSTURE_MS = 15 * 60_000;
/** PROCESSED that stays 0 for this long does not block when other evidence is there. */
const PROCESSED_GRACE_MS = 5 * 60_000;

/** Step 10: reads until every policy's rows are fresh, or time is up; the last read decides. */
export async function collectPosture(context: RunContext, input: PostureInput): Promise<JudgedPosture> {
  const { channel } = context;
  const policies = counted(input.policies.length, 'policy', 'policies');
  channel.started('posture', `Reading the posture of ${policies}`);
  const posture = await readUntilFresh(context, input);
  const words = `${posture.evaluation.totals.rows} postures of ${policies}`;
  if (posture.pairs.some(({ gap }) => gap !== undefined)) channel.doneInPart(`${words}, not complete`);
  else channel.done(words);
  return posture;
}

async function readUntilFresh(context: RunContext, input: PostureInput): Promise<JudgedPosture> {
  const { channel, deps, request } = context;
  const startedMs = deps.clock.now();
  const budgetMs = Math.max(remainingMs(context), Math.min(LEAST_POSTURE_MS, request.timeoutMs));
  const pauseMs = Math.min(request.pollingIntervalMs, MAX_PAUSE_MS);
  const isOver = () => deps.clock.now() - startedMs + pauseMs > budgetMs;
  const reads = new PostureReads(context, input, pauseMs);
  const graceMs = Math.min(PROCESSED_GRACE_MS, request.timeoutMs / 4);
  let { processed } = input;
  for (;;) {
    const isBlocked = !processed && deps.clock.now() - startedMs < graceMs;
    const wasProcessed = processed;
    if (!processed) processed = await isProcessed(context, input.ref);
    const isLast = isOver();
    if (processed || !isBlocked || isLast) {
      const missing = await reads.read({ isLast, isDue: processed !== wasProcessed });
      if (missing === undefined || reads.hasNoDates || isLast)
        return reads.conclude(processed, missing !== undefined);
      channel.progress(`Not complete yet: ${missing}`, nextRead(context, pauseMs));
    } else channel.progress('Qualys still processes the results', nextRead(context, pauseMs));
    await deps.clock.sleep(pauseMs, deps.signal);
  }
}

function nextRead({ deps }: RunContext, pauseMs: number) {
  return { nextLookAt: new Date(deps.clock.now() + pauseMs).toISOString() };
}

async function isProcessed({ api }: RunContext, ref: string): Promise<boolean> {
  const { scans } = await api.listScans({ ref });
  return scans.find((scan) => scan.ref === ref)?.processed ?? false;
}
