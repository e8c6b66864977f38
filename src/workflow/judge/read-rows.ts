import type { IpSet } from '../../net/ip-set.js';
import type { PostureHost, PostureRow } from '../../qualys/posture/posture.js';
import type { ControlsWriter } from '../results/controls-writer.js';
import type { Evaluation } from './evaluate.js';
import { PolicyDates } from './freshness.js';

/** What is read, which rows count, and where their lines are written. */
export interface RowsInput {
  readonly batches: AsyncIterable<Iterable<PostureRow>>;
  readonly policies: readonly { readonly id: string }[];
  /** Rows of other hosts do not count. */
  readonly hosts: IpSet;
  /** When given, rows of hosts with other ids do not count either. */
  readonly onlyHostIds?: ReadonlySet<string> | undefined;
  readonly evaluation: Evaluation;
  readonly controls: ControlsWriter;
}

/** The rows of one read, judged and written. */
export interface PostureRead {
  readonly evaluation: Evaluation;
  readonly dates: ReadonlyMap<string, PolicyDates>;
  readonly controls: ControlsWriter;
  /** Hosts with rows, by their id. */
  readonly hosts: ReadonlyMap<string, PostureHost>;
}

/** Reads the posture once: judges each row of the hosts, records its dates, and writes its line. */
export async function readRows(input: RowsInput): Promise<PostureRead> {
  const { batches, policies, evaluation, controls } = input;
  const dates = new Map(policies.map(({ id }) => [id, new PolicyDates()]));
  const hosts = new Map<string, PostureHost>();
  const isWanted = hostFilter(input);
  let host: PostureHost | undefined;
  let wanted = false;
  try {
    for await (const batch of batches) {
      for (const row of batch) {
        // Rows of one host mostly follow each other.
        if (row.host !== host) {
          ({ host } = row);
          wanted = isWanted(host);
          if (wanted) hosts.set(host.id, host);
        }
        if (!wanted) continue;
        dates.get(row.policyId)?.add(row);
        controls.add(evaluation.add(row));
      }
      await controls.settle();
    }
  } catch (cause) {
    await controls.discard();
    throw cause;
  }
  return { evaluation, dates, controls, hosts };
}

/** Remembers the answer for each address: a host has hundreds of rows. */
function hostFilter({ hosts, onlyHostIds }: RowsInput): (host: PostureHost) => boolean {
  const known = new Map<string, boolean>();
  return ({ id, ip }) => {
    let wanted = known.get(ip);
    if (wanted === undefined) {
      wanted = hosts.has(ip);
      known.set(ip, wanted);
    }
    return wanted && (onlyHostIds === undefined || onlyHostIds.has(id));
  };
}

/**
 * The host ids to keep of an EC2 target when Qualys has an address twice, as the instance and as a plain IP (fact
 * sheet 19); undefined when no address is there twice.
 */
export function trackedAsInstances(
  hosts: ReadonlyMap<string, Pick<PostureHost, 'ip' | 'trackingMethod'>>,
): ReadonlySet<string> | undefined {
  const isInstance = (method: string | undefined) => method !== undefined && /instance|ec2/i.test(method);
  const asInstance = new Set(
    [...hosts.values()].filter(({ trackingMethod }) => isInstance(trackingMethod)).map(({ ip }) => ip),
  );
  const kept = [...hosts].filter(
    ([, { ip, trackingMethod }]) => isInstance(trackingMethod) || !asInstance.has(ip),
  );
  return kept.length === hosts.size ? undefined : new Set(kept.map(([id]) => id));
}
