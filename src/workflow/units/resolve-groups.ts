import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import { findByTitle } from '../../qualys/resources/titles.js';
import { missingObject } from '../plan/missing-objects.js';
import type { HostTarget, ScanRequest } from '../plan/scan-request.js';
import type { RunState } from '../results/run-state.js';
import type { RunContext } from '../run/run-context.js';
import { shardByHash } from './shards.js';

/** A target whose addresses are to be read from Qualys. */
function openTarget({ target }: ScanRequest): (HostTarget & { assetGroups: readonly string[] }) | undefined {
  if (target.type !== 'host' || target.assetGroups === undefined || !target.whole.isEmpty) return undefined;
  return { ...target, assetGroups: target.assetGroups };
}

/**
 * Fills in the addresses of the asset groups that the target names: those of the groups now, or, for a scan of an
 * earlier run, those that it was planned with. Each group that is not there is added to what is missing, with the
 * nearest title that is; the addresses are then those of the others.
 */
export async function resolveGroups(context: RunContext, state: RunState | undefined): Promise<void> {
  const { request } = context;
  const target = openTarget(request);
  if (target === undefined) return;
  if (state?.survey.whole !== undefined) {
    const whole = IpSet.parse(state.survey.whole);
    context.request = { ...request, target: { ...target, whole, slice: IpSet.parse(state.survey.ips) } };
    return;
  }
  const { channel, api } = context;
  channel.progress('Reading the asset groups of the target');
  const groups = await api.listAssetGroups();
  const known = groups.map(({ title }) => title);
  const found = target.assetGroups.flatMap((title) => {
    const group = findByTitle(groups, title);
    if (group === undefined) context.missing.add(groupMissing(title, known));
    return group ?? [];
  });
  const whole = found.reduce((ips, group) => ips.union(IpSet.parse(group.ips)), IpSet.empty);
  if (whole.isEmpty && found.length === target.assetGroups.length)
    context.missing.add(groupsEmpty(target.assetGroups));
  const slice = request.shard === undefined ? whole : shardByHash(whole, request.shard);
  context.request = { ...request, target: { ...target, whole, slice } };
}

function groupMissing(name: string, known: readonly string[]): PcError {
  return missingObject(`Asset group "${name}" is not in Qualys`, 'asset-group-missing', {
    name,
    known,
    next: 'See qualys-pc list asset-groups.',
  });
}

function groupsEmpty(titles: readonly string[]): PcError {
  return new PcError(`The asset groups ${titles.join(', ')} hold no address`, {
    kind: 'usage',
    code: 'asset-group-empty',
    why: 'Qualys lists them without IP addresses: groups of host names or tags have none.',
    next: 'Add addresses to them in Qualys, or name addresses in scan.target.ips.',
  });
}
