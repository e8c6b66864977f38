import type { Scan } from './accounts/account.js';
import { handOver } from './evaluation.js';
import type { Tenant } from './tenant.js';

/** A scan as the scan list shows it at one moment. */
export interface ScanPhase {
  readonly state: 'Queued' | 'Running' | 'Paused' | 'Loading' | 'Finished' | 'Canceled' | 'Error';
  readonly subState: 'Launching' | 'No_Host' | 'No_Vuln' | undefined;
  readonly processed: boolean;
  /** Undefined while it is pending. */
  readonly durationSec: number | undefined;
}

/** Seconds that a cancel takes to become effective, at speed 1. */
const cancelSec = 0.3;

/** Whether a state is an end. */
export function hasEnded({ state }: ScanPhase): boolean {
  return state === 'Finished' || state === 'Canceled' || state === 'Error';
}

/** The state of a scan: queued, running, loading, finished, processed, one after the other. */
export function phaseOf(scan: Scan, tenant: Tenant, now: number): ScanPhase {
  const { behaviour, speed } = tenant;
  const seconds = (from: number): number => ((now - from) / 1000) * speed;
  const elapsed = seconds(scan.launchedAt);
  const untold = behaviour.durationFrom === 'launch' ? 0 : behaviour.queuedSec;
  const phase = (
    state: ScanPhase['state'],
    durationSec?: number,
    subState?: ScanPhase['subState'],
  ): ScanPhase => ({
    state,
    subState,
    processed: false,
    durationSec: durationSec === undefined ? undefined : Math.max(0, durationSec - untold),
  });
  if (scan.canceledAt !== undefined && seconds(scan.canceledAt) >= cancelSec) {
    return phase('Canceled', elapsed);
  }
  if (scan.pausedAt !== undefined) return phase('Paused', elapsed);
  const runEnds = behaviour.queuedSec + behaviour.runningSec;
  if (elapsed < behaviour.queuedSec / 2) return phase('Queued', undefined, 'Launching');
  if (elapsed < behaviour.queuedSec || scan.offline || behaviour.scanEnd === 'stays-queued')
    return phase('Queued');
  if (elapsed < runEnds || behaviour.scanEnd === 'never') {
    const pauses = behaviour.scanEnd === 'paused' && elapsed > behaviour.queuedSec + behaviour.runningSec / 3;
    return phase(pauses ? 'Paused' : 'Running', elapsed);
  }
  if (behaviour.scanEnd === 'paused') return phase('Paused', elapsed);
  if (behaviour.scanEnd === 'error') return phase('Error', runEnds);
  if (behaviour.scanEnd === 'canceled') return phase('Canceled', runEnds);
  const ended = runEnds + behaviour.loadingSec;
  if (elapsed < ended) return phase('Loading', runEnds);
  const noHost =
    behaviour.scanEnd === 'no-host' ||
    scan.hosts.every(({ fate }) => fate === 'not-alive' || fate === 'dropped');
  return {
    state: 'Finished',
    subState: noHost ? 'No_Host' : behaviour.scanEnd === 'no-vuln' ? 'No_Vuln' : undefined,
    processed: behaviour.processed && elapsed >= ended + behaviour.processingSec,
    durationSec: ended - untold,
  };
}

/** Lets time pass: scans hand their results over, connectors end their runs. Called before each request. */
export function settle(tenant: Tenant, now: number): void {
  for (const scan of tenant.account.scans) {
    if (scan.settled || scan.deleted || phaseOf(scan, tenant, now).state !== 'Finished') continue;
    handOver(tenant, scan, now);
  }
  for (const connector of tenant.account.connectors) {
    if (connector.run === undefined || now < connector.run.endsAt) continue;
    connector.state = connector.run.ends;
    connector.run = undefined;
    connector.lastSync = now;
    if (!connector.state.startsWith('FINISHED')) continue;
    for (const instance of tenant.account.instances) {
      if (instance.unknownUntilRunOf === connector.id) instance.unknownUntilRunOf = undefined;
      for (const source of instance.sources) {
        if (source.accountId === connector.accountId) source.lastUpdated = now;
      }
    }
  }
}
