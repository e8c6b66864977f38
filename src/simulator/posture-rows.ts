import type { Control, Host, Policy } from './accounts/account.js';
import type { Finding } from './behaviour.js';
import { evaluatedLoad, neverEvaluated } from './evaluation.js';
import { formatAddress } from './ipv4.js';
import type { Tenant } from './tenant.js';

/** One posture row: control, host, technology and instance under one policy. */
export interface PostureRow {
  readonly id: number;
  readonly host: Host;
  readonly control: Control;
  readonly technology: number;
  readonly instance: string;
  readonly status: Finding['status'];
  readonly finding: Finding | undefined;
  /** When the row was evaluated last; days ago unless the scan's results are in. */
  readonly evaluatedAt: number;
  /** Launch of the scan that found the status. */
  readonly scannedAt: number;
  /** What the scan before that one had found; undefined when there was none. */
  readonly before: { readonly status: Finding['status']; readonly scannedAt: number } | undefined;
}

const day = 86_400_000;

/** The scan of three days ago was evaluated ten minutes after its launch. */
const evaluationAfter = 600_000;

function instancesOf(perHost: number, own: readonly string[]): readonly string[] {
  if (perHost === 1) return own;
  return Array.from({ length: perHost }, (_, index) => `app-${String(index + 1).padStart(5, '0')}`);
}

/** Findings by CID, so that a row looks at few of them. */
function byCid(findings: readonly Finding[]): Map<number, Finding[]> {
  const map = new Map<number, Finding[]>();
  for (const finding of findings) map.set(finding.cid, [...(map.get(finding.cid) ?? []), finding]);
  return map;
}

/** Whether a look at a policy that has been evaluated shows what the last scan found in a row, numbered from 0. */
function isShown(
  tenant: Tenant,
  policy: Policy,
  place: { readonly row: number; readonly isFirstHost: boolean },
): boolean {
  const looks = tenant.looks.get(policy.id) ?? 0;
  switch (tenant.behaviour.freshness) {
    case 'prompt':
      return true;
    case 'second-look':
    case 'host-date-first':
      return looks >= 2;
    case 'row-by-row':
      return looks >= 2 || place.row === 0;
    case 'host-by-host':
      return looks >= 3 || place.isFirstHost;
    case 'one-policy-never':
      return policy.id !== neverEvaluated;
    case 'never':
    case 'no-rows':
      return false;
  }
}

/** The rows of a policy for some hosts, one after the other; ids ascend (fact sheet 16.5). */
export function* postureRows(
  tenant: Tenant,
  policy: Policy,
  hosts: readonly Host[],
  now: number,
): Generator<PostureRow> {
  const { account, behaviour } = tenant;
  if (behaviour.freshness === 'no-rows') return;
  const fresh = byCid(behaviour.findings);
  const old = byCid(behaviour.oldFindings);
  const policyBase = (account.policies.indexOf(policy) + 1) * 1_000_000_000;
  const longAgo = account.openedAt - 3 * day;
  const unchangedAt = behaviour.othersRenewRows ? (policy.evaluatedAt ?? longAgo) : longAgo;
  let index = -1;
  for (const host of hosts) {
    if (!behaviour.hasRows({ policy: policy.id, ip: formatAddress(host.ip) })) continue;
    const load = evaluatedLoad(tenant, policy, host, now);
    let id = policyBase + account.hosts.indexOf(host) * 1_000_000;
    for (const cid of policy.cids) {
      const control = leveled(account.controls.get(cid), behaviour.level({ policy: policy.id, cid }));
      if (control === undefined) continue;
      for (const { id: technology, instances } of host.technologies) {
        if (!control.technologies.includes(technology)) continue;
        for (const instance of instancesOf(behaviour.instancesPerHost, instances)) {
          id += 1;
          index += 1;
          const shown = isShown(tenant, policy, { row: index, isFirstHost: host === hosts[0] })
            ? load
            : undefined;
          if (shown === undefined && !host.hasOldRows) continue;
          const place = { policy: policy.id, technology, instance, host: host.ip };
          const find = (among: Map<number, Finding[]>): Finding | undefined =>
            among.get(cid)?.find((each) => applies(each, place));
          const oldFinding = find(old);
          const isNew = shown !== undefined && !behaviour.notScanned({ cid, instance });
          if (!isNew && !host.hasOldRows) continue;
          const finding = isNew ? find(fresh) : oldFinding;
          const first = {
            status: oldFinding?.status ?? ('Passed' as const),
            scannedAt: longAgo - evaluationAfter,
          };
          yield {
            id,
            host,
            control,
            technology,
            instance,
            status: finding?.status ?? 'Passed',
            finding,
            evaluatedAt:
              shown === undefined || behaviour.dates.row === 'unchanged' ? unchangedAt : shown.evaluatedAt,
            scannedAt: isNew ? shown.scannedAt : first.scannedAt,
            before: isNew && host.hasOldRows ? first : undefined,
          };
        }
      }
    }
  }
}

function leveled(control: Control | undefined, level: number | undefined): Control | undefined {
  return control === undefined || level === undefined ? control : { ...control, criticality: level };
}

function applies(
  finding: Finding,
  place: { policy: number; technology: number; instance: string; host: number },
): boolean {
  return (
    (finding.policy === undefined || finding.policy === place.policy) &&
    (finding.technology === undefined || finding.technology === place.technology) &&
    (finding.instance === undefined || finding.instance === place.instance) &&
    (finding.host === undefined || dotted(finding.host) === place.host)
  );
}

function dotted(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
