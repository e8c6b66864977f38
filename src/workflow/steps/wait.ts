import type { ErrorCode } from '../../error-codes.js';
import { PcError } from '../../errors.js';
import { hasEnded, type Scan } from '../../qualys/resources/scans.js';
import { freshWords, type RunContext, remainingMs, resumeWords } from '../run/run-context.js';

/** A scan that was just launched may be missing from the list for a short time (fact sheet 15.3). */
const INVISIBLE_MS = 180_000;

/** Code of a scan that no list shows; it may run all the same, and stays to be resumed. */
export const scanLostCode = 'scan-lost';

export interface WaitInput {
  readonly ref: string;
  readonly optionProfileId: string;
  /** A scan of an earlier run may have ended long ago: the first read is not put off. */
  readonly isResumed: boolean;
}

/** Refusals that another call of the subscription causes and that pass by themselves. */
const PASSING_REFUSALS: readonly string[] = [
  'blocked',
  'concurrency-limit',
  'limit-reached',
  'same-request-running',
];

/**
 * Step 8: reads at the polling interval until the scan ends.
 * @returns the scan in state Finished, and when it ended, in server time.
 * @throws PcError `timed-out` at the timeout (the scan goes on), `inconclusive` for Error, Canceled and No_Host.
 */
export async function waitForScan(
  context: RunContext,
  { ref, optionProfileId, isResumed }: WaitInput,
): Promise<{ scan: Scan; endedAt: string }> {
  const { channel, deps, request } = context;
  /** Since when no list held the scan. */
  let missingSinceMs = deps.clock.now();
  const estimate = estimateOf((await deps.history?.durations(optionProfileId)) ?? []);
  channel.started('wait', `Waiting for scan ${ref}`);
  let scan: Scan | undefined;
  let atWorkAt = '';
  for (let look = 1; ; look += 1) {
    const leftMs = remainingMs(context);
    if (leftMs <= 0) throw timedOut(context, ref, scan);
    const pauseMs = isResumed && look === 1 ? 0 : Math.min(request.pollingIntervalMs, leftMs);
    const nextLookAt = new Date(deps.clock.now() + pauseMs).toISOString();
    channel.progress(wordsOf(scan), {
      ...(scan === undefined ? {} : { state: scan.state, subState: scan.subState ?? null }),
      ...(estimate === undefined ? {} : { estimate }),
      nextLookAt,
    });
    await deps.clock.sleep(pauseMs, deps.signal);
    const seen = await lookAt(context, ref);
    if (seen === undefined) continue;
    if (seen.scan === undefined) {
      // One answer without the scan proves nothing: it may be another server's, or one that lags behind.
      const missingMs = deps.clock.now() - missingSinceMs;
      if (missingMs > Math.min(INVISIBLE_MS, request.timeoutMs / 4)) throw lost(context, ref);
      channel.progress('The scan is not in the list; looking again');
      continue;
    }
    missingSinceMs = deps.clock.now();
    if (seen.scan.state === 'Paused' && scan?.state !== 'Paused') {
      channel.warning('The scan is paused: it goes on only when it is resumed in Qualys');
    }
    scan = seen.scan;
    if (hasEnded(scan.state)) {
      checkEnd(scan);
      if (scan.durationSeconds !== undefined)
        await deps.history?.record(optionProfileId, scan.durationSeconds);
      channel.done('Scan finished', { state: scan.state, subState: scan.subState ?? null });
      return { scan, endedAt: endOf(scan, { atWorkAt, seenAt: seen.serverTime }) };
    }
    atWorkAt = seen.serverTime;
  }
}

/** One read; a failed one is reported and repeated at the next, as the scan goes on anyway. */
async function lookAt(
  { api, channel, deps }: RunContext,
  ref: string,
): Promise<{ scan: Scan | undefined; serverTime: string } | undefined> {
  try {
    const { scans, serverTime } = await api.listScans({ ref });
    return { scan: scans.find((scan) => scan.ref === ref), serverTime };
  } catch (cause) {
    deps.signal.throwIfAborted();
    if (!(cause instanceof PcError)) throw cause;
    if (cause.kind !== 'unreachable' && !PASSING_REFUSALS.includes(cause.code)) throw cause;
    channel.warning(`${cause.what.replace(/\.$/, '')}; looking again at the next interval`);
    return undefined;
  }
}

/**
 * Launch plus duration, but not before the scan was last read as running, as the duration may leave the queue out, and
 * not after the moment the end was read.
 */
function endOf(
  { launchedAt, durationSeconds }: Scan,
  { atWorkAt, seenAt }: { readonly atWorkAt: string; readonly seenAt: string },
): string {
  if (durationSeconds === undefined) return seenAt;
  const toldMs = Date.parse(launchedAt) + durationSeconds * 1000;
  const earliestMs = atWorkAt === '' ? toldMs : Math.max(toldMs, Date.parse(atWorkAt));
  return new Date(Math.min(earliestMs, Date.parse(seenAt))).toISOString();
}

function checkEnd({ ref, state, subState }: Scan): void {
  if (state === 'Finished' && subState !== 'No_Host') return;
  if (state === 'Finished') {
    throw ended(
      'No host answered the scan',
      'no-host-alive',
      `Scan ${ref} finished with ${subState}.`,
      'Check that the target is up and that the scanner can reach it.',
    );
  }
  if (state === 'Canceled') {
    throw ended(
      `Scan ${ref} was cancelled`,
      'scan-canceled',
      'Somebody cancelled it in Qualys, or its time window ended.',
      'Run again for a new scan.',
    );
  }
  throw ended(
    `Scan ${ref} ended in an error`,
    'scan-error',
    `Qualys reports the state ${state}${subState === undefined ? '' : ` (${subState})`}.`,
    'Open the scan in Qualys for the cause, then run again.',
  );
}

function ended(what: string, code: ErrorCode, why: string, next: string): PcError {
  return new PcError(what, { kind: 'inconclusive', code, why, next });
}

function wordsOf(scan: Scan | undefined): string {
  if (scan === undefined) return 'Launched';
  return scan.subState === undefined ? scan.state : `${scan.state} (${scan.subState})`;
}

/** The median of earlier durations: one odd scan does not bend it. */
function estimateOf(durations: readonly number[]): { seconds: number; scans: number } | undefined {
  const seconds = [...durations].sort((a, b) => a - b)[Math.floor(durations.length / 2)];
  return seconds === undefined ? undefined : { seconds, scans: durations.length };
}

function timedOut({ deps }: RunContext, ref: string, scan: Scan | undefined): PcError {
  return new PcError('The scan did not finish in time', {
    kind: 'timed-out',
    code: 'timed-out',
    why: `Scan ${ref} is still ${scan?.state ?? 'not visible'} in Qualys.`,
    next: `Run once more with the same build number, or raise timeouts.timeout. ${resumeWords(deps)}`,
  });
}

function lost({ deps }: RunContext, ref: string): PcError {
  return new PcError(`Scan ${ref} is not in the list of scans`, {
    kind: 'inconclusive',
    code: scanLostCode,
    why: 'Qualys accepted the launch but does not show the scan.',
    next: `Look for it in Qualys; only when it was deleted, start afresh.\n${resumeWords(deps)}\n${freshWords(deps)}`,
  });
}
