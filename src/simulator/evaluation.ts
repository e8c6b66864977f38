import type { Host, Load, Policy, Scan } from './accounts/account.js';
import { hostFor } from './accounts/hosts.js';
import { contains, formatAddress } from './ipv4.js';
import type { Tenant } from './tenant.js';

/** The policy that the freshness `one-policy-never` leaves alone. */
export const neverEvaluated = 5102;

/** Whether one of a policy's groups holds an address. */
function holdsAddress(tenant: Tenant, policy: Policy, ip: number): boolean {
  return tenant.account.groups.some(({ id, ranges }) => policy.groupIds.includes(id) && contains(ranges, ip));
}

/** Whether a policy shows rows of an address: those of its groups, and old ones of a group that has left. */
export function showsRows(tenant: Tenant, policy: Policy, ip: number): boolean {
  return holdsAddress(tenant, policy, ip) || contains(policy.leftRanges ?? [], ip);
}

/** Milliseconds from loading a host until its rows under a policy are evaluated. */
function evaluationMs({ behaviour, speed }: Tenant, policy: Policy, ip: number): number {
  return (behaviour.evaluationSec({ policy: policy.id, ip: formatAddress(ip) }) * 1000) / speed;
}

/** The newest data of a host that a policy has been evaluated with, and when; undefined: those of three days ago. */
export function evaluatedLoad(
  tenant: Tenant,
  policy: Policy,
  host: Host,
  now: number,
): (Load & { readonly evaluatedAt: number }) | undefined {
  if (!holdsAddress(tenant, policy, host.ip)) return undefined;
  const after = evaluationMs(tenant, policy, host.ip);
  const load = host.loads.findLast(({ loadedAt }) => loadedAt + after <= now);
  return load === undefined ? undefined : { ...load, evaluatedAt: load.loadedAt + after };
}

/** Lets the results of a finished scan reach the hosts, and the evaluations that follow move the policies' dates. */
export function handOver(tenant: Tenant, scan: Scan, now: number): void {
  const { queuedSec, runningSec, loadingSec, processingSec, loadSec, othersEvaluateSec, othersEverySec } =
    tenant.behaviour;
  const ended = queuedSec + runningSec + loadingSec;
  const at = (seconds: number): number => scan.launchedAt + (seconds * 1000) / tenant.speed;
  const loadedAt = (ip: number): number => at(ended + (loadSec(formatAddress(ip)) ?? processingSec));
  const loaded = scan.hosts.filter(({ ip }) => loadedAt(ip) <= now);
  for (const { ip, tracking, fate } of loaded) {
    if (fate === 'ok')
      load(tenant, hostFor(tenant.account, ip, tracking), scan, {
        loadedAt: loadedAt(ip),
        endedAt: at(ended),
      });
  }
  let waits = loaded.length < scan.hosts.length;
  if (othersEvaluateSec !== undefined) {
    const othersAt = at(ended + othersEvaluateSec);
    const everyMs = othersEverySec === undefined ? undefined : at(othersEverySec) - at(0);
    const times = everyMs === undefined ? 0 : Math.max(0, Math.floor((now - othersAt) / everyMs));
    if (othersAt > now || everyMs !== undefined) waits = true;
    if (othersAt <= now)
      for (const policy of tenant.account.policies) evaluated(policy, othersAt + times * (everyMs ?? 0));
  }
  const { freshness } = tenant.behaviour;
  if (freshness === 'prompt' || freshness === 'one-policy-never') {
    for (const policy of tenant.account.policies) {
      if (freshness === 'one-policy-never' && policy.id === neverEvaluated) continue;
      for (const { ip } of loaded) {
        const due = loadedAt(ip) + evaluationMs(tenant, policy, ip);
        if (due > now) waits = true;
        else if (due > (policy.evaluatedAt ?? 0) && holdsAddress(tenant, policy, ip)) evaluated(policy, due);
      }
    }
  }
  scan.settled = !waits;
}

function load(
  tenant: Tenant,
  host: Host,
  { launchedAt }: Scan,
  { loadedAt, endedAt }: { readonly loadedAt: number; readonly endedAt: number },
): void {
  if (host.loads.some(({ scannedAt }) => scannedAt === launchedAt)) return;
  const { freshness, hostDate } = tenant.behaviour;
  host.loads = [...host.loads, { scannedAt: launchedAt, loadedAt }];
  host.processedAt = loadedAt;
  if (freshness === 'prompt' || freshness === 'host-date-first')
    host.lastScanAt = hostDate === 'loading' ? loadedAt : endedAt;
  tenant.looks.clear();
}

function evaluated(policy: Policy, at: number): void {
  if (policy.status === 'active' && at > (policy.evaluatedAt ?? 0)) policy.evaluatedAt = at;
}
