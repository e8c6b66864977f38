import { type AcceptedGroup, type ControlGroup, MOST_GROUPS } from '../results/control-group.js';
import type { ControlLine } from '../results/control-line.js';
import type { Result } from '../results/result.js';
import { ControlTally } from './control-tally.js';
import { compareText, worstFirst } from './group-order.js';
import { HostNumbers, HostRuns } from './host-runs.js';

/** Groups that are held while rows come; beyond twice the list's length the mildest go, and are counted. */
const MOST_HELD = 2 * MOST_GROUPS;

/**
 * Groups the rows that count by policy, control and `counts`, and those that would but are accepted by policy and
 * control. Counts are of all rows; only then the lists are cut.
 */
export class ControlGroups {
  readonly #hosts = new HostNumbers();
  /** By policy, then by CID and `counts` in one number. */
  readonly #tallies = new Map<string, Map<number, ControlTally | 'omitted'>>();
  readonly #accepted = new Map<string, Map<number, HostRuns>>();
  #held = 0;
  #omitted = 0;
  #mildest: Parameters<typeof worstFirst>[1] | undefined;

  /** @param isAccepted - the criteria would fail the row, were it not excluded, excepted or in the baseline. */
  add(line: ControlLine, isAccepted: boolean): void {
    if (line.counts !== 'no') this.#tallyOf(line, line.counts)?.add(line, this.#hosts.numberOf(line.host.ip));
    else if (isAccepted) {
      const policy = entryOf(this.#accepted, line.policyId, () => new Map<number, HostRuns>());
      entryOf(policy, line.cid, () => new HostRuns()).add(this.#hosts.numberOf(line.host.ip));
    }
  }

  #tallyOf(line: ControlLine, counts: ControlGroup['counts']): ControlTally | undefined {
    const policy = entryOf(this.#tallies, line.policyId, () => new Map<number, ControlTally | 'omitted'>());
    const key = line.cid * 2 + (counts === 'fail' ? 0 : 1);
    const known = policy.get(key);
    if (known !== undefined) return known === 'omitted' ? undefined : known;
    const { policyId, cid, criticality } = line;
    if (
      this.#mildest !== undefined &&
      worstFirst({ policyId, cid, criticality, counts }, this.#mildest) > 0
    ) {
      policy.set(key, 'omitted');
      this.#omitted += 1;
      return undefined;
    }
    const tally = new ControlTally(line, counts);
    policy.set(key, tally);
    this.#held += 1;
    if (this.#held > MOST_HELD) this.#cut();
    return tally;
  }

  /** The order of two groups never changes, so that one which is beyond the list's end stays there. */
  #cut(): void {
    const sorted = this.#sorted();
    for (const { order } of sorted.slice(MOST_GROUPS)) {
      const key = order.cid * 2 + (order.counts === 'fail' ? 0 : 1);
      this.#tallies.get(order.policyId)?.set(key, 'omitted');
    }
    this.#omitted += sorted.length - MOST_GROUPS;
    this.#held = MOST_GROUPS;
    this.#mildest = sorted[MOST_GROUPS - 1]?.order;
  }

  #sorted(): ControlTally[] {
    return [...this.#tallies.values()]
      .flatMap((policy) => [...policy.values()].filter((tally) => tally !== 'omitted'))
      .sort((a, b) => worstFirst(a.order, b.order));
  }

  get result(): Pick<Result, 'controls' | 'controlsOmitted' | 'accepted' | 'acceptedOmitted'> {
    const hosts = this.#hosts.sorted();
    const sorted = this.#sorted();
    const accepted = [...this.#accepted].flatMap(([policyId, controls]) =>
      [...controls].map(([cid, runs]): AcceptedGroup => ({ policyId, cid, ...runs.words(hosts) })),
    );
    accepted.sort((a, b) => compareText(a.policyId, b.policyId) || a.cid - b.cid);
    return {
      controls: sorted.slice(0, MOST_GROUPS).map((tally) => tally.group(hosts)),
      controlsOmitted: this.#omitted + Math.max(0, sorted.length - MOST_GROUPS),
      accepted: accepted.slice(0, MOST_GROUPS),
      acceptedOmitted: Math.max(0, accepted.length - MOST_GROUPS),
    };
  }
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
