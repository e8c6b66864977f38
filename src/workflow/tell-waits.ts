import type { RunContext } from './run-context.js';

/** Waits that the account's limits impose are told as they happen. */
export function tellWaits({ deps, channel }: RunContext): () => void {
  const end = deps.onCall?.((event) => {
    if (event.type !== 'waiting') return;
    const why = {
      rate: 'the account used up its calls',
      concurrency: 'other calls are running',
      transient: 'Qualys could not answer',
    }[event.reason];
    const quota = event.limit === undefined ? '' : `, ${event.remaining ?? 0} of ${event.limit} calls left`;
    const rate =
      event.limit === undefined ? {} : { rate: { remaining: event.remaining ?? 0, limit: event.limit } };
    channel.progress(`Waiting ${Math.ceil(event.seconds)} s: ${why}${quota}`, {
      waitingSeconds: event.seconds,
      ...rate,
    });
  });
  return end ?? (() => undefined);
}
