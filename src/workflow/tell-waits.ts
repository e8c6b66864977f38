import type { CallEvent } from '../qualys/call-event.js';
import type { RunContext } from './run-context.js';

const reasons = {
  rate: 'the account used up its calls',
  concurrency: 'other calls are running',
  transient: 'Qualys could not answer',
} as const;

/** A wait before a call in a sentence. */
export function waitWords({
  reason,
  seconds,
  limit,
  remaining,
}: Extract<CallEvent, { type: 'waiting' }>): string {
  const quota = limit === undefined ? '' : `, ${remaining ?? 0} of ${limit} calls left`;
  return `Waiting ${Math.ceil(seconds)} s: ${reasons[reason]}${quota}`;
}

/** Waits that the account's limits impose are told as they happen. */
export function tellWaits({ deps, channel }: RunContext): () => void {
  const end = deps.onCall?.((event) => {
    if (event.type !== 'waiting') return;
    const { seconds, limit, remaining } = event;
    channel.progress(waitWords(event), {
      waitingSeconds: seconds,
      ...(limit === undefined ? {} : { rate: { remaining: remaining ?? 0, limit } }),
    });
  });
  return end ?? (() => undefined);
}
