import { PcError } from '../../errors.js';
import type { IpSet } from '../../net/ip-set.js';
import type { ScanResult } from '../../qualys/scans.js';
import { type Coverage, coverageOf } from '../coverage.js';
import { type RunContext, remainingMs } from '../run-context.js';

const FETCH_PAUSE_MS = 10_000;

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
  channel.done(
    `Login succeeded on ${succeeded.count} of ${coverage.asked.count} ${coverage.asked.count === 1n ? 'host' : 'hosts'}`,
  );
  return coverage;
}

function tell({ channel }: RunContext, ips: IpSet, words: string): void {
  if (!ips.isEmpty) channel.warning(`${words} ${ips.toString()}`);
}

/** The result can lag behind the state for a moment (15003). */
async function fetchResult(context: RunContext, ref: string): Promise<ScanResult> {
  for (;;) {
    try {
      return await context.api.fetchScanResult(ref);
    } catch (cause) {
      const pauseMs = Math.min(FETCH_PAUSE_MS, context.request.pollingIntervalMs);
      const early = cause instanceof PcError && cause.code === 'scan-not-finished';
      if (!early || remainingMs(context) < pauseMs) throw cause;
      context.channel.progress('The result is not ready yet; looking again');
      await context.deps.clock.sleep(pauseMs, context.deps.signal);
    }
  }
}
