import { PcError } from '../../errors.js';
import type { IpSet } from '../../net/ip-set.js';
import type { ScanResult } from '../../qualys/resources/scan-result.js';
import { type Coverage, coverageOf } from '../judge/coverage.js';
import { type RunContext, remainingMs } from '../run/run-context.js';

const FETCH_PAUSE_MS = 10_000;
/** A scan that used its timeout up still gets the time to show its result. */
const LEAST_FETCH_MS = 5 * 60_000;
/** Some platforms may say of a result that is not ready that the reference is wrong; so long it is not believed. */
const DOUBTED_MS = 60_000;

export interface AuthenticationInput {
  readonly ref: string;
  readonly asked: IpSet;
  readonly named: IpSet;
  readonly requireAll: boolean;
}

/** Step 9: which hosts the scanner could log in to. */
export async function readAuthentication(context: RunContext, input: AuthenticationInput): Promise<Coverage> {
  const { channel } = context;
  channel.started('authentication', 'Reading whether the scanner could log in');
  const coverage = coverageOf({ ...input, result: await fetchResult(context, input.ref) });
  const { succeeded, failed, insufficient, notAlive, uncovered, otherFailures } = coverage;
  tell(context, failed, 'The login failed on');
  tell(context, insufficient, 'The login has too few rights on');
  tell(context, uncovered, 'The scan did not cover');
  for (const { type, ips } of otherFailures) tell(context, ips, `The ${type} login failed on`);
  if (!notAlive.isEmpty) channel.progress(`Not alive: ${notAlive.toString()}`);
  const words = `Login succeeded on ${succeeded.count} of ${coverage.asked.count} ${coverage.asked.count === 1n ? 'host' : 'hosts'}`;
  const isShort = [failed, insufficient, uncovered].some((ips) => !ips.isEmpty) || otherFailures.length > 0;
  if (isShort) channel.doneInPart(words);
  else channel.done(words);
  return coverage;
}

function tell({ channel }: RunContext, ips: IpSet, words: string): void {
  if (!ips.isEmpty) channel.warning(`${words} ${ips.toString()}`);
}

/** The result can lag behind the state for a moment (15003, or 1905: fact sheet 15.5). */
async function fetchResult(context: RunContext, ref: string): Promise<ScanResult> {
  const { api, channel, deps, request } = context;
  const startedMs = deps.clock.now();
  const budgetMs = Math.max(remainingMs(context), Math.min(LEAST_FETCH_MS, request.timeoutMs));
  const pauseMs = Math.min(FETCH_PAUSE_MS, request.pollingIntervalMs);
  for (;;) {
    try {
      return await api.fetchScanResult(ref);
    } catch (cause) {
      if (!(cause instanceof PcError)) throw cause;
      const passedMs = deps.clock.now() - startedMs;
      const isEarly =
        cause.code === 'scan-not-finished' || (cause.code === 'invalid-value' && passedMs < DOUBTED_MS);
      if (!isEarly) throw cause;
      if (passedMs + pauseMs > budgetMs) throw resultMissing(ref, cause);
      channel.progress('The result is not ready yet; looking again');
      await deps.clock.sleep(pauseMs, deps.signal);
    }
  }
}

function resultMissing(ref: string, cause: PcError): PcError {
  return new PcError(`The result of scan ${ref} never came`, {
    kind: 'inconclusive',
    code: 'result-missing',
    why: cause.why ?? cause.what,
    next: 'Open the scan in Qualys; when its result is there, run again.',
    cause,
  });
}
