import type { IpSet } from '../../net/ip-set.js';
import type { PostureHost, PostureRow, PostureSummary } from '../../qualys/posture/posture.js';
import type { ControlsWriter } from '../results/controls-writer.js';
import type { Evaluation } from './evaluate.js';
import { PairDates, type RowScene } from './pair-dates.js';

/** What is read, which rows count, and where their lines are written. */
export interface RowsInput {
  readonly batches: AsyncGenerator<Iterable<PostureRow>, PostureSummary>;
  readonly policies: readonly { readonly id: string }[];
  /** Rows of hosts at other addresses do not count. */
  readonly hosts: IpSet;
  /** False for a host at one of the addresses that is not the target's. */
  readonly isTarget: (host: PostureHost) => boolean;
  readonly scene: RowScene;
  readonly evaluation: Evaluation;
  readonly controls: ControlsWriter;
}

/** The rows of one read, judged and written. */
export interface PostureRead {
  readonly evaluation: Evaluation;
  /** By policy id, then by address. */
  readonly dates: ReadonlyMap<string, ReadonlyMap<string, PairDates>>;
  readonly controls: ControlsWriter;
  /** Every host at the addresses, by its id. */
  readonly hosts: ReadonlyMap<string, PostureHost>;
  /** Server time, ISO. */
  readonly serverTime: string;
}

/** Reads the posture once: judges each row of the hosts, records its dates, and writes its line. */
export async function readRows(input: RowsInput): Promise<PostureRead> {
  const { batches, policies, evaluation, controls, scene } = input;
  const dates = new Map(policies.map(({ id }) => [id, new Map<string, PairDates>()]));
  const hosts = new Map<string, PostureHost>();
  let host: PostureHost | undefined;
  let policyId = '';
  let pair: PairDates | undefined;
  try {
    for (;;) {
      const next = await batches.next();
      if (next.done === true)
        return { evaluation, dates, controls, hosts, serverTime: next.value.serverTime };
      for (const row of next.value) {
        // Rows of one host under one policy mostly follow each other.
        if (row.host !== host || row.policyId !== policyId) {
          ({ host, policyId } = row);
          pair = pairOf(input, dates, hosts, row);
        }
        if (pair === undefined) continue;
        const line = evaluation.add(row);
        pair.add(row, line, scene);
        controls.add(line);
      }
      await controls.settle();
    }
  } catch (cause) {
    await controls.discard();
    throw cause;
  }
}

/** Where the row's dates are recorded; undefined for a row that is not the target's. */
function pairOf(
  { hosts: covered, isTarget }: RowsInput,
  dates: ReadonlyMap<string, Map<string, PairDates>>,
  hosts: Map<string, PostureHost>,
  { host, policyId }: PostureRow,
): PairDates | undefined {
  if (!covered.has(host.ip)) return undefined;
  const known = hosts.get(host.id);
  if (known?.lastComplianceScan === undefined) hosts.set(host.id, host);
  const ofPolicy = dates.get(policyId);
  if (ofPolicy === undefined || !isTarget(host)) return undefined;
  const pair = ofPolicy.get(host.ip) ?? new PairDates();
  ofPolicy.set(host.ip, pair);
  return pair;
}
