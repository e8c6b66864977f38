import type { Host, Policy } from './accounts/account.js';
import { valueOfLabel } from './criticality.js';
import { showsRows } from './evaluation.js';
import type { FoCall } from './fo-action.js';
import { contains, parseIpList } from './ipv4.js';
import { idNumbers } from './parameter-rules.js';
import type { PostureRow } from './posture-rows.js';
import { parseTime } from './server-time.js';

/** The hosts of a policy: those in its groups, limited to those requested. */
export function hostsOf({ tenant, account, behaviour, params }: FoCall, policy: Policy): Host[] {
  const ips = params.ips === undefined ? undefined : parseIpList(params.ips).ranges;
  const hostIds = params.host_ids === undefined ? undefined : new Set(idNumbers(params.host_ids));
  const groupIds = params.asset_group_ids === undefined ? undefined : idNumbers(params.asset_group_ids);
  const groups = account.groups.filter((group) => groupIds?.includes(group.id));
  const inGroups = (host: Host): boolean =>
    groups.some(({ ranges }) => contains(ranges, host.ip)) &&
    (behaviour.ec2ByGroup || host.tracking === 'IP');
  return account.hosts
    .filter(
      (host) =>
        showsRows(tenant, policy, host.ip) &&
        (ips === undefined || contains(ips, host.ip)) &&
        (hostIds?.has(host.id) ?? true) &&
        (groupIds === undefined || inGroups(host)),
    )
    .toSorted((a, b) => a.id - b.id);
}

/** Whether a row meets all filters of a call. */
export function rowFilter({ params, behaviour }: FoCall): (row: PostureRow) => boolean {
  const cids = params.control_ids === undefined ? undefined : new Set(idNumbers(params.control_ids));
  const rowIds = params.ids === undefined ? undefined : new Set(idNumbers(params.ids));
  const labels = params.criticality_labels?.split(',').map(valueOfLabel);
  const values = labels ?? params.criticality_values?.split(',').map(Number);
  const since = parseTime(params.evaluation_date ?? params.status_changes_since ?? '') ?? 0;
  const first = Number(params.id_min ?? 0);
  const last = Number(params.id_max ?? Number.POSITIVE_INFINITY);
  return (row) =>
    row.id >= first &&
    row.id <= last &&
    (cids?.has(row.control.cid) ?? true) &&
    (rowIds?.has(row.id) ?? true) &&
    (values?.includes(row.control.criticality) ?? true) &&
    Math.floor(row.evaluatedAt / 1000) * 1000 >= since &&
    (params.status === undefined || (behaviour.statusFilter && row.status === params.status));
}
