import { exitCodeOf, PcError } from '../../errors.js';
import { MissingObjects } from '../plan/missing-objects.js';
import type { ScanRequest } from '../plan/scan-request.js';
import { SeveralRegions } from '../plan/several-regions.js';
import { EventChannel } from './event-channel.js';
import type { ScanEvent } from './events.js';
import { callsEndAt, type RunContext, type RunOptions, type ScanDeps } from './run-context.js';

/** What the steps of a run share, before the first of them. */
export function contextOf(request: ScanRequest, deps: ScanDeps, options: RunOptions): RunContext {
  const deadlineMs = deps.clock.now() + request.timeoutMs;
  const callsEnd = callsEndAt(deadlineMs, request.timeoutMs);
  return {
    request,
    deps,
    options,
    api: deps.api.withSignal(deps.signal, () => Math.max(0, callsEnd.atMs - deps.clock.now())),
    channel: new EventChannel(deps.clock),
    missing: new MissingObjects(),
    deadlineMs,
    callsEnd,
  };
}

/** Yields what the work says while it runs, then throws what it threw. */
export async function* play(
  { channel, options }: RunContext,
  work: () => Promise<void>,
): AsyncGenerator<ScanEvent, void> {
  const ending = work().then(
    () => undefined,
    (cause: unknown) => ({ cause }),
  );
  const closed = ending.then((failure) => {
    if (failure?.cause instanceof PcError && !isCut(options, failure.cause))
      emitError(channel, failure.cause);
    channel.close();
  });
  yield* channel.drain();
  await closed;
  const failure = await ending;
  if (failure !== undefined) throw failure.cause;
}

/** An error as its event. */
export function emitError(channel: EventChannel, { what, why, next, kind, code }: PcError): void {
  const error = { what, next, kind, code, exitCode: exitCodeOf[kind], ...(why === undefined ? {} : { why }) };
  channel.emit({ type: 'error', step: channel.step, error });
}

/** Whether the run goes on as several scans, which have ends of their own. */
export function isCut({ cutsRegions }: RunOptions, cause: unknown): cause is SeveralRegions {
  return cutsRegions === true && cause instanceof SeveralRegions;
}
