import { asciiName, scanTitle, transliterate } from '../../config/object-titles.js';
import { IpSet } from '../../net/ip-set.js';
import type { AssetGroup } from '../../qualys/resources/asset-groups.js';
import type { RunContext } from '../run/run-context.js';

/** Asked only when the group would lose addresses: then a scan that still needs them must be known. */
export async function findParallelScan(
  { api, request }: RunContext,
  group: AssetGroup | undefined,
  whole: IpSet,
): Promise<string | undefined> {
  if (group === undefined || whole.containsAll(IpSet.parse(group.ips))) return undefined;
  const { scans } = await api.listScans({ states: ['Queued', 'Running', 'Paused', 'Loading'] });
  const pattern = jobTitlePattern(request);
  const { user } = request;
  return scans.find(
    ({ title, userLogin }) => pattern.test(title) && (user === undefined || userLogin === user),
  )?.ref;
}

/** Stand in a title for what differs from run to run; no template holds them. */
const JOB = 'q7jobq7';
const BUILD = 'q7buildq7';
/** A longer name may be cut, at a place that depends on what else is in the title. */
const NEVER_CUT = 100;

/**
 * Matches titles of scans of the same job, whatever build, shard, part or time: the way to see that another run of the
 * job is at work. Of a name that may be cut only the beginning counts.
 */
export function jobTitlePattern({
  titleTemplate,
  jobName,
}: {
  readonly titleTemplate: string;
  readonly jobName: string;
}): RegExp {
  const title = scanTitle({ template: titleTemplate, jobName: JOB, build: BUILD, nowMs: 0 });
  const [front = ''] = title.split(/_\d{4}(?:-\d{2}){5}$/);
  const pattern = literal(front).replaceAll(JOB, jobPattern(jobName)).replaceAll(BUILD, '.*');
  return new RegExp(`^${pattern}(?:_shard_\\d+_of_\\d+)?(?:_part_\\d+_of_\\d+)?_\\d{4}(?:-\\d{2}){5}$`);
}

function jobPattern(jobName: string): string {
  const name = asciiName(jobName, NEVER_CUT);
  const isWhole = name === asciiName(jobName, Number.MAX_SAFE_INTEGER);
  // Given to replaceAll, where a dollar means something else.
  const pattern = isWhole ? literal(name) : `${literal(transliterate(jobName).slice(0, NEVER_CUT))}.*`;
  return pattern.replaceAll('$', '$$$$');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
