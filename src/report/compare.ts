import { IpSet } from '../net/ip-set.js';
import { counted } from '../text/counted.js';
import { criticalityName } from '../workflow/judge/criteria.js';
import { worstFirst } from '../workflow/judge/group-order.js';
import type { ControlGroup } from '../workflow/results/control-group.js';
import type { Result } from '../workflow/results/result.js';
import { policyNames } from './failing-groups.js';
import { rowCount } from './verdict-words.js';

/** A control that changed, with the hosts on which it did. */
export interface Change {
  readonly policyId: string;
  readonly policyTitle: string;
  readonly cid: number;
  readonly statement: string;
  readonly criticality: ControlGroup['criticality'];
  readonly hosts: number;
  readonly hostRanges: string;
}

/** What changed since the last judged result of the same job. A failure is a control on a host. */
export interface Comparison {
  readonly previousBuild: string;
  /** ISO; when the last run ended. */
  readonly previousAt: string;
  readonly added: readonly Change[];
  readonly fixed: readonly Change[];
  /** Failed before, and is excluded, excepted, in the baseline or below the gate now. */
  readonly noLongerCounted: readonly Change[];
  readonly unchanged: number;
  /** What makes the comparison less than exact; empty when it is exact. */
  readonly limits: readonly string[];
}

/** Failures of one control under one policy. */
interface Failures {
  readonly group: ControlGroup;
  readonly hosts: IpSet;
}

/** Stands for every host of EC2, whose addresses change from run to run. */
const anyHost = IpSet.parse('0.0.0.0');

/**
 * New, fixed and unchanged failures, before baseline and exclusions: what is accepted still fails on its host, so it is
 * no longer counted, never fixed, and what counts again is not new. Undefined when there is nothing to compare with:
 * another job, or a run without a verdict. A failure is fixed only when this run has read its host and policy.
 */
export function compareResults(result: Result, previous: Result | undefined): Comparison | undefined {
  if (previous === undefined || previous.jobName !== result.jobName) return undefined;
  if (!isJudged(result) || !isJudged(previous)) return undefined;
  const isEc2 = result.target.type === 'ec2';
  const now = failuresOf(result, isEc2);
  const before = failuresOf(previous, isEc2);
  const [acceptedNow, acceptedBefore] = [acceptedOf(result, isEc2), acceptedOf(previous, isEc2)];
  const [wasListed, wouldBeListed] = [listedBy(previous), listedBy(result)];
  const readHosts = readBy(result);
  const changeOf = changeMaker(new Map([...policyNames(previous), ...policyNames(result)]), isEc2);
  const added: Change[] = [];
  const fixed: Change[] = [];
  const noLongerCounted: Change[] = [];
  let unlisted = 0;
  let unseen = 0;
  let all = 0;
  for (const [key, failures] of now) {
    all += sizeOf(failures.hosts);
    const known = (before.get(key)?.hosts ?? IpSet.empty).union(acceptedBefore.get(key) ?? IpSet.empty);
    const appeared = failures.hosts.without(known);
    if (appeared.isEmpty) continue;
    if (wasListed(failures.group)) added.push(changeOf(failures, appeared));
    else {
      unlisted += sizeOf(appeared);
      all -= sizeOf(appeared);
    }
  }
  for (const [key, failures] of before) {
    const gone = failures.hosts.without(now.get(key)?.hosts ?? IpSet.empty);
    if (gone.isEmpty) continue;
    if (!wouldBeListed(failures.group)) {
      unlisted += sizeOf(gone);
      continue;
    }
    const isSelected = stillSelects(result, previous, failures.group);
    const accepted = isSelected ? gone.intersect(acceptedNow.get(key) ?? IpSet.empty) : gone;
    if (!accepted.isEmpty) noLongerCounted.push(changeOf(failures, accepted));
    const others = gone.without(accepted);
    const read = others.intersect(readHosts(failures.group.policyId));
    if (!read.isEmpty) fixed.push(changeOf(failures, read));
    unseen += sizeOf(others.without(read));
  }
  const newOnes = added.reduce((sum, { hosts }) => sum + hosts, 0);
  return {
    previousBuild: previous.build,
    previousAt: previous.finishedAt,
    added,
    fixed,
    noLongerCounted,
    unchanged: all - newOnes,
    limits: limitsOf({ result, previous, unseen, unlisted }),
  };
}

/** "3 new, 1 fixed, 2 no longer counted, 40 unchanged"; without what is none of either list but new and fixed. */
export function comparisonWords({ added, fixed, noLongerCounted, unchanged }: Comparison): string {
  const sum = (changes: readonly Change[]) => changes.reduce((all, { hosts }) => all + hosts, 0);
  const accepted = sum(noLongerCounted);
  return [
    `${sum(added)} new`,
    `${sum(fixed)} fixed`,
    ...(accepted === 0 ? [] : [`${accepted} no longer counted`]),
    `${unchanged} unchanged`,
  ].join(', ');
}

function limitsOf({
  result,
  previous,
  unseen,
  unlisted,
}: {
  readonly result: Result;
  readonly previous: Result;
  readonly unseen: number;
  readonly unlisted: number;
}): string[] {
  return [
    ...(result.configDigest === previous.configDigest ? [] : ['The config changed since then.']),
    ...(unseen === 0
      ? []
      : [`${unseen} earlier ${unseen === 1 ? 'failure was' : 'failures were'} not looked at this time.`]),
    ...(unlisted === 0
      ? []
      : [`${counted(unlisted, 'failure')} cannot be compared: a result lists the worst 5,000 controls.`]),
  ];
}

function changeMaker(titles: ReadonlyMap<string, string>, isEc2: boolean) {
  return ({ group }: Failures, hosts: IpSet): Change => {
    const { policyId, cid, statement, criticality } = group;
    const policyTitle = titles.get(policyId) ?? `Policy ${policyId}`;
    const hostRanges = isEc2 ? group.hostRanges : hosts.toString();
    return { policyId, policyTitle, cid, statement, criticality, hosts: sizeOf(hosts), hostRanges };
  };
}

function sizeOf(hosts: IpSet): number {
  return Number(hosts.count);
}

function keyOf({ policyId, cid }: Pick<ControlGroup, 'policyId' | 'cid'>): string {
  return `${cid} ${policyId}`;
}

function failuresOf({ controls }: Result, isEc2: boolean): Map<string, Failures> {
  return new Map(
    controls
      .filter(({ counts }) => counts === 'fail')
      .map((group) => [keyOf(group), { group, hosts: hostsOf(group, isEc2) }]),
  );
}

function acceptedOf({ accepted }: Result, isEc2: boolean): Map<string, IpSet> {
  return new Map(accepted.map((group) => [keyOf(group), hostsOf(group, isEc2)]));
}

function hostsOf({ hostRanges }: Pick<ControlGroup, 'hostRanges'>, isEc2: boolean): IpSet {
  return isEc2 ? anyHost : IpSet.findIn(hostRanges);
}

/** True for a group that a result would list if it failed: where the list is full, those before its end. */
function listedBy({ controls, controlsOmitted }: Result): (group: ControlGroup) => boolean {
  const end = controlsOmitted === 0 ? undefined : controls.at(-1);
  return (group) => end === undefined || worstFirst(group, end) < 0;
}

/** False for what the gate selected then and does not now: it fails as before, whatever the list says. */
function stillSelects({ criteria }: Result, previous: Result, { criticality }: ControlGroup): boolean {
  const [now, then] = [criteria?.failOn, previous.criteria?.failOn];
  if (then === null || then === undefined) return true;
  if (now === null || now === undefined) return false;
  const name = criticalityName(criticality.value);
  const selects = name === 'undefined' ? now.criticalities.length === 5 : now.criticalities.includes(name);
  return selects && then.states.every((state) => now.states.includes(state));
}

/** The hosts that a run has read of a policy. */
function readBy({ policies, target, authentication }: Result): (policyId: string) => IpSet {
  const seen = new Set(policies.filter(({ totals }) => rowCount(totals) > 0).map(({ id }) => id));
  if (target.type === 'ec2') return (policyId) => (seen.has(policyId) ? anyHost : IpSet.empty);
  const { failed, insufficient, notAttempted } = authentication;
  const asked = IpSet.findIn(target.ips.join(' '));
  const unseen = [...target.notAlive, ...target.uncovered, ...failed, ...insufficient, ...notAttempted];
  const read = asked.without(IpSet.findIn(unseen.join(' ')));
  return (policyId) => (seen.has(policyId) ? read : IpSet.empty);
}

function isJudged({ verdict }: Result): boolean {
  return verdict.outcome === 'passed' || verdict.outcome === 'failed';
}

/** What names a host from run to run: its address, or `*` for EC2, whose addresses change. */
export function hostKey(ip: string, target: Result['target']['type']): string {
  return target === 'ec2' ? '*' : ip;
}
