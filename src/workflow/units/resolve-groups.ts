import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import { findByTitle } from '../../qualys/resources/titles.js';
import { nearest } from '../../text/nearest.js';
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
 * earlier run, those that it was planned with.
 * @throws PcError of kind `usage` naming every group that is not there, each with the nearest title that is.
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
  const missing = target.assetGroups.filter((title) => findByTitle(groups, title) === undefined);
  if (missing.length > 0)
    throw groupsMissing(
      missing,
      groups.map(({ title }) => title),
    );
  const whole = target.assetGroups.reduce(
    (ips, title) => ips.union(IpSet.parse(findByTitle(groups, title)?.ips ?? '')),
    IpSet.empty,
  );
  if (whole.isEmpty) throw groupsEmpty(target.assetGroups);
  const slice = request.shard === undefined ? whole : shardByHash(whole, request.shard);
  context.request = { ...request, target: { ...target, whole, slice } };
}

function groupsMissing(missing: readonly string[], known: readonly string[]): PcError {
  const isOne = missing.length === 1;
  return new PcError(
    `Asset group${isOne ? '' : 's'} ${missing.map((title) => `"${title}"`).join(', ')} ${isOne ? 'is' : 'are'} not in Qualys`,
    {
      kind: 'usage',
      code: 'asset-group-missing',
      why: missing
        .flatMap((title) => {
          const near = nearest(title, known);
          return near === undefined ? [] : [`Nearest to "${title}" is "${near}".`];
        })
        .join('\n'),
      next: 'Correct scan.target.assetGroups.',
    },
  );
}

function groupsEmpty(titles: readonly string[]): PcError {
  return new PcError(`The asset groups ${titles.join(', ')} hold no address`, {
    kind: 'usage',
    code: 'asset-group-empty',
    why: 'Qualys lists them without IP addresses: groups of host names or tags have none.',
    next: 'Add addresses to them in Qualys, or name addresses in scan.target.ips.',
  });
}
