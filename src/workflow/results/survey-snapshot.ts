import { IpSet } from '../../net/ip-set.js';
import type { ScanRequest } from '../plan/scan-request.js';
import type { Survey } from '../plan/survey.js';
import type { RunState } from './run-state.js';

/** What a later run needs to resume the scan without reading everything again. */
export function snapshotOf(
  request: ScanRequest,
  survey: Survey,
  assetGroupId: string | null,
  authRecord: RunState['survey']['authRecord'] | undefined,
): RunState['survey'] {
  const { ec2, slice } = survey.target;
  const ids = request.target.type === 'ec2' ? request.target.ids : [];
  return {
    optionProfile: survey.optionProfile,
    policies: survey.policies.map(({ id, title }) => ({ id, title })),
    scanner: survey.scanner,
    ips: slice.toString(),
    ...(isLive(request) ? { whole: survey.target.whole.toString() } : {}),
    assetGroupId,
    assetGroupTitle: survey.assetGroupTitle,
    authRecord: authRecord ?? null,
    connector:
      ec2 === undefined
        ? null
        : { id: ec2.connector.id, name: ec2.connector.name, accountId: ec2.connector.accountId ?? null },
    instances: (ec2?.instances ?? [])
      .filter(({ instanceId }) => ids.includes(instanceId))
      .map(({ instanceId, privateIp, state, region, hostId }) => ({
        id: instanceId,
        ip: privateIp ?? null,
        state: state ?? null,
        region: region ?? null,
        ...(hostId === undefined ? {} : { hostId }),
      })),
  };
}

/** The addresses a scan was launched for, and which of them must be covered. */
export function targetOfSnapshot(
  { target }: ScanRequest,
  { ips }: RunState['survey'],
): { readonly asked: IpSet; readonly named: IpSet; readonly requireAll: boolean } {
  const asked = IpSet.parse(ips);
  if (target.type === 'ec2') return { asked, named: asked, requireAll: true };
  return { asked, named: target.named, requireAll: target.requireAll };
}

/** Whether the addresses are read from Qualys: those of the plan hold for the scan. */
function isLive({ target }: ScanRequest): boolean {
  return target.type === 'host' && target.assetGroups !== undefined;
}

/** What a request would scan; undefined where it is read from Qualys. It is in a form that {@link scannedTarget} of its own scan equals. */
export function askedTarget(request: ScanRequest): string | undefined {
  const { target } = request;
  if (isLive(request)) return undefined;
  return target.type === 'host' ? target.slice.toString() : idList(target.ids);
}

/** What the scan of an earlier run was launched for: a variable may have named another host then. */
export function scannedTarget({ connector, instances, ips }: RunState['survey']): string {
  return connector === null ? ips : idList(instances.map(({ id }) => id));
}

function idList(ids: readonly string[]): string {
  return [...ids].sort().join(',');
}
