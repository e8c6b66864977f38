import type { CallEvent } from '../../qualys/client/client-options.js';
import type { RunContext } from './run-context.js';

const reasons = {
  rate: 'the account used up its calls',
  concurrency: 'other calls are running',
  transient: 'Qualys could not answer',
} as const;

/** From how many seconds on a wait says when it ends. */
export const longWaitSeconds = 60;

/** A wait before a call in a sentence. */
export function waitWords(
  { reason, seconds, limit, remaining }: Extract<CallEvent, { type: 'waiting' }>,
  nowMs: number,
): string {
  const quota = limit === undefined ? '' : `, ${remaining ?? 0} of ${limit} calls left`;
  const end = new Date(nowMs + seconds * 1000).toISOString().slice(11, 16);
  const until = seconds < longWaitSeconds ? '' : `; it goes on at ${end} UTC`;
  return `Waiting ${Math.ceil(seconds)} s: ${reasons[reason]}${quota}${until}`;
}

/** Waits that the account's limits impose are reported as they happen. */
export function reportWaits({ deps, channel }: RunContext): () => void {
  const end = deps.onCall?.((event) => {
    if (event.type !== 'waiting') return;
    const { seconds, limit, remaining } = event;
    channel.progress(waitWords(event, deps.clock.now()), {
      waitingSeconds: seconds,
      ...(limit === undefined ? {} : { rate: { remaining: remaining ?? 0, limit } }),
    });
  });
  return end ?? (() => undefined);
}
