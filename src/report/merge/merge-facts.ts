import { joinHistories } from '../../workflow/results/past-build.js';
import type { Result } from '../../workflow/results/result.js';
import { earliest } from './merge-policies.js';
import { joinNames, mergeUnits } from './merge-units.js';

type Facts = Pick<
  Result,
  | 'configDigest'
  | 'jobName'
  | 'units'
  | 'scan'
  | 'target'
  | 'optionProfile'
  | 'scanner'
  | 'authRecord'
  | 'authentication'
  | 'exclusions'
  | 'baseline'
  | 'history'
  | 'startedAt'
  | 'finishedAt'
>;

/** Everything of two results but verdict, policies and totals. */
export function mergeFacts(a: Result, b: Result): Facts {
  return {
    configDigest: joinNames(a.configDigest, b.configDigest),
    jobName: joinNames(a.jobName, b.jobName),
    units: mergeUnits(a.units, b.units),
    scan: mergeScans(a.scan, b.scan),
    target: mergeTargets(a.target, b.target),
    optionProfile: a.optionProfile ?? b.optionProfile,
    scanner: a.scanner ?? b.scanner,
    authRecord: a.authRecord ?? b.authRecord,
    authentication: {
      succeeded: union(a.authentication.succeeded, b.authentication.succeeded),
      failed: union(a.authentication.failed, b.authentication.failed),
      insufficient: union(a.authentication.insufficient, b.authentication.insufficient),
      notAttempted: union(a.authentication.notAttempted, b.authentication.notAttempted),
    },
    exclusions: mergeExclusions(a.exclusions, b.exclusions),
    baseline: mergeBaselines(a.baseline, b.baseline),
    history: joinHistories(a.history, b.history),
    startedAt: earliest(a.startedAt, b.startedAt) ?? a.startedAt,
    finishedAt: [a.finishedAt, b.finishedAt].sort().at(-1) ?? a.finishedAt,
  };
}

function mergeScans(a: Result['scan'], b: Result['scan']): Result['scan'] {
  if (a === null || b === null) return a ?? b;
  return {
    reference: both(a.reference, b.reference),
    id: both(a.id, b.id),
    title: both(a.title, b.title) ?? a.title,
    state: both(a.state, b.state),
    subState: both(a.subState, b.subState),
    launchedAt: earliest(a.launchedAt, b.launchedAt),
    durationSeconds: Math.max(a.durationSeconds ?? 0, b.durationSeconds ?? 0),
    // One link cannot lead to several scans; their references are all there.
    reportUrl: null,
  };
}

/** "a, b" of two lists written so, each part once. */
function both(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return union(a.split(', '), b.split(', ')).join(', ');
}

function mergeTargets(a: Result['target'], b: Result['target']): Result['target'] {
  const uncovered = union(a.uncovered, b.uncovered);
  if (a.type === 'host' && b.type === 'host') {
    return {
      type: 'host',
      ips: union(a.ips, b.ips),
      ...resolvedOf(a, b),
      notAlive: union(a.notAlive, b.notAlive),
      uncovered,
    };
  }
  if (a.type === 'ec2' && b.type === 'ec2') {
    const known = new Set(a.instances.map(({ id }) => id));
    const connectors = new Map(
      [...(a.connectors ?? [a.connector]), ...(b.connectors ?? [b.connector])].map((each) => [each.id, each]),
    );
    return {
      ...a,
      ...(connectors.size > 1 ? { connectors: [...connectors.values()] } : {}),
      ...resolvedOf(a, b),
      instances: [...a.instances, ...b.instances.filter(({ id }) => !known.has(id))],
      uncovered,
    };
  }
  // Only results of different jobs differ in the type; the target of the first stands for all.
  return a;
}

/** All that either read from Qualys, where one did. */
function resolvedOf(a: Result['target'], b: Result['target']): { resolved?: string[] } {
  return a.resolved === undefined && b.resolved === undefined
    ? {}
    : { resolved: union(a.resolved ?? [], b.resolved ?? []) };
}

function mergeExclusions(a: Result['exclusions'], b: Result['exclusions']): Result['exclusions'] {
  const keyOf = ({ cids, policy, technology, instance, reason, expires }: Result['exclusions'][number]) =>
    JSON.stringify([cids, policy, technology, instance, reason, expires]);
  const merged = new Map(a.map((entry) => [keyOf(entry), entry]));
  for (const entry of b) {
    const known = merged.get(keyOf(entry));
    merged.set(
      keyOf(entry),
      known === undefined
        ? entry
        : { ...known, matched: known.matched + entry.matched, expired: known.expired || entry.expired },
    );
  }
  return [...merged.values()];
}

function mergeBaselines(a: Result['baseline'], b: Result['baseline']): Result['baseline'] {
  if (a === null || b === null) return a ?? b;
  const fixed = new Map([...a.fixed, ...b.fixed].map((entry) => [JSON.stringify(entry), entry]));
  return { file: a.file, entries: Math.max(a.entries, b.entries), fixed: [...fixed.values()] };
}

function union<T>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Set([...a, ...b])];
}
