import { IpSet } from '../../net/ip-set.js';
import { counted } from '../../text/counted.js';
import type { CompiledCriteria } from './criteria.js';
import type { PairResult } from './pair-tracker.js';
import type { JudgedPosture } from './posture-reads.js';
import { baselineNotes, exclusionNotes, type GivenReason, noApplicableNote } from './verdict-notes.js';

type Policies = readonly { readonly id: string; readonly title: string }[];

const ALL_CRITICALITIES = 5;

/** Where a person sees what Qualys has still to do (fact sheet 20). */
const whereToLook =
  'See PC > Scans > Filters > Processing Tasks in Qualys, and Evaluate on the policy; then run again with --resume.';

export interface GapsInput {
  readonly policies: Policies;
  readonly posture: JudgedPosture;
  readonly criteria: CompiledCriteria | undefined;
}

/** True when every pair of policy and host is evaluated and none has a row. */
export function isEveryPairEmpty({ pairs }: JudgedPosture): boolean {
  return pairs.length > 0 && pairs.every(isEmpty);
}

/** Of a host that is ambiguous no row is read, which says nothing about the controls. */
function clearPairs({ pairs, unclearHosts }: JudgedPosture): PairResult[] {
  return pairs.filter(({ ip }) => !unclearHosts.has(ip));
}

function isEmpty({ proof }: PairResult): boolean {
  return proof?.kind === 'no-applicable-control';
}

/** What keeps the posture from being the whole truth. */
export function postureGaps({ policies, posture, criteria }: GapsInput): GivenReason[] {
  const gaps: GivenReason[] = [];
  if (posture.groupReplaced) {
    gaps.push({
      code: 'asset-group-replaced',
      what: 'A parallel build of the same job has replaced the addresses in the asset group while this scan ran.',
    });
  }
  if (!posture.unclearHosts.isEmpty) {
    gaps.push({
      code: 'host-unclear',
      what: unclearWords(posture),
    });
  }
  if (isEveryPairEmpty(posture)) {
    if (clearPairs(posture).length === 0) return gaps;
    const message = `No policy has a control that applies to the hosts: nothing was checked. ${whereToLook}`;
    return [...gaps, { code: 'no-applicable-control', what: message }];
  }
  for (const policy of policies) gaps.push(...gapsOfPolicy(policy, posture.pairs));
  const silent = posture.silentHosts.without(posture.unclearHosts);
  if (!silent.isEmpty && !posture.groupReplaced) {
    gaps.push({
      code: 'host-without-posture',
      what: `No posture came for ${silent.toString()} under any policy. ${whereToLook}`,
    });
  }
  return [...gaps, ...oldPasses(posture), ...noCriticality(posture, criteria)];
}

function unclearWords({ unclearHosts, isEc2 }: JudgedPosture): string {
  const ips = unclearHosts.toString();
  return isEc2
    ? `It is unknown which Qualys host at ${ips} is the instance: its asset names none, and no single host there is tracked as an instance. Activate the asset for PC in Qualys and purge the host that is gone (PC > Assets > Hosts), then run again.`
    : `Qualys has several hosts at ${ips}, and it is unknown which of them this scan read. Purge the one that is gone in Qualys (PC > Assets > Hosts), then run again.`;
}

/** Gaps of a policy; hosts that lack the same stand together. */
function gapsOfPolicy({ id, title }: Policies[number], pairs: readonly PairResult[]): GivenReason[] {
  const byGap = new Map<string, { gap: NonNullable<PairResult['gap']>; ips: string[] }>();
  for (const { policyId, ip, gap } of pairs) {
    if (policyId !== id || gap === undefined) continue;
    const key = `${gap.code} ${gap.detail}`;
    const known = byGap.get(key);
    if (known === undefined) byGap.set(key, { gap, ips: [ip] });
    else known.ips.push(ip);
  }
  return [...byGap.values()].map(({ gap, ips }) => ({
    code: gap.code,
    what: `Policy "${title}" (${id}) on ${IpSet.parse(ips.join(',')).toString()}: ${words[gap.code]} (${gap.detail}). ${whereToLook}`,
  }));
}

const words = {
  'posture-missing': 'no posture came',
  'posture-not-current': 'its posture is not of this scan',
  'rows-not-scanned': 'this scan did not look at any of its controls',
  'no-evidence': 'nothing shows whether its posture is of this scan',
} as const;

/** An old pass carries no pass: the control may fail by now. */
function oldPasses({ pairs }: JudgedPosture): GivenReason[] {
  const complete = pairs.filter(({ gap }) => gap === undefined);
  const count = complete.reduce((sum, { dates }) => sum + dates.oldPasses, 0);
  if (count === 0) return [];
  const cids = [...new Set(complete.flatMap(({ dates }) => [...dates.oldPassCids]))].sort((a, b) => a - b);
  return [
    {
      code: 'rows-not-scanned',
      what: `${counted(count, 'posture')} passed in an earlier scan and ${count === 1 ? 'was' : 'were'} not looked at by this one: CID ${cids.slice(0, 10).join(', ')}. Let the option profile scan these controls, or exclude them, for a database that is gone by its instance.`,
    },
  ];
}

/** Levels that a subscription does not have cannot select anything (fact sheet 16.4). */
function noCriticality({ evaluation }: JudgedPosture, criteria: CompiledCriteria | undefined): GivenReason[] {
  const levels = criteria?.failOn?.criticalities.size ?? ALL_CRITICALITIES;
  if (evaluation.hasCriticality || evaluation.totals.rows === 0 || levels === ALL_CRITICALITIES) return [];
  return [
    {
      code: 'no-criticality',
      what: 'No control bears a criticality, so the criteria cannot select by it. Let Qualys Support enable Control Criticality, or select all five.',
    },
  ];
}

/** What is worth knowing and does not decide. */
export function postureNotes(policies: Policies, posture: JudgedPosture): GivenReason[] {
  const { evaluation } = posture;
  const notes: GivenReason[] = isEveryPairEmpty(posture)
    ? []
    : policies.flatMap((policy) =>
        emptyNote(
          policy,
          clearPairs(posture).filter(({ policyId }) => policyId === policy.id),
        ),
      );
  if (!posture.processed) {
    notes.push({
      code: 'not-processed',
      what: 'Qualys still reports the scan as not processed (PROCESSED 0); the posture itself shows that it is current.',
    });
  }
  if (posture.otherHosts.length > 0) {
    const hosts = posture.otherHosts.map(({ id, ip }) => `${id} (${ip})`).join(', ');
    notes.push({
      code: 'other-host',
      what: `Rows of other hosts at the same address do not count: host ${hosts}.`,
    });
  }
  if (evaluation.undefinedCriticality > 0) {
    notes.push({
      code: 'criticality-undefined',
      what: `${evaluation.undefinedCriticality} rows would fail but their controls have no criticality; they count as warnings.`,
    });
  }
  if (evaluation.pendingExceptions > 0) {
    notes.push({
      code: 'exception-pending',
      what: `${counted(evaluation.pendingExceptions, 'failing posture has', 'failing postures have')} an exception that is Pending: not approved yet, or fallen back from Approved because the scan found another value.`,
    });
  }
  return [
    ...notes,
    ...exclusionNotes(
      evaluation.matches.map(({ exclusion, matched }) => ({
        ...exclusion,
        cids: exclusion.written,
        matched,
      })),
    ),
    ...baselineNotes(evaluation.fixed.size),
  ];
}

function emptyNote(policy: Policies[number], pairs: readonly PairResult[]): GivenReason[] {
  const empty = pairs.filter(isEmpty);
  if (empty.length === 0) return [];
  if (empty.length === pairs.length) return [noApplicableNote(policy)];
  const ips = IpSet.parse(empty.map(({ ip }) => ip).join(',')).toString();
  const message = `Policy "${policy.title}" (${policy.id}) has no control that applies to ${ips}.`;
  return [{ code: 'no-applicable-control', what: message }];
}
