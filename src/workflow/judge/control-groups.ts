import { cutText, ownText } from '../../text/printable.js';
import {
  type AcceptedGroup,
  type ControlGroup,
  MOST_EXAMPLES,
  MOST_GROUPS,
  MOST_VALUES,
} from '../results/control-group.js';
import type { ControlLine } from '../results/control-line.js';
import type { Result } from '../results/result.js';
import { compareExamples, compareText, worstFirst } from './group-order.js';
import { HostNumbers, HostRuns, type SortedHosts } from './host-runs.js';

/** The lists of a result, and how much they leave out. */
export type CountedGroups = Pick<
  Result,
  'controls' | 'controlsOmitted' | 'controlsOmittedBy' | 'accepted' | 'acceptedOmitted'
>;

/** What a list of controls leaves out: so much before, and these. */
export function omittedGroups(
  before: Result['controlsOmittedBy'],
  beyond: readonly Pick<ControlGroup, 'counts'>[],
): Pick<Result, 'controlsOmitted' | 'controlsOmittedBy'> {
  const warn = before.warn + beyond.filter(({ counts }) => counts === 'warn').length;
  const fail = before.fail + beyond.filter(({ counts }) => counts === 'fail').length;
  return { controlsOmitted: fail + warn, controlsOmittedBy: { fail, warn } };
}

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
  readonly #omitted = { fail: 0, warn: 0 };
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
      this.#omitted[counts] += 1;
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
      this.#omitted[order.counts] += 1;
    }
    this.#held = MOST_GROUPS;
    this.#mildest = sorted[MOST_GROUPS - 1]?.order;
  }

  #sorted(): ControlTally[] {
    return [...this.#tallies.values()]
      .flatMap((policy) => [...policy.values()].filter((tally) => tally !== 'omitted'))
      .sort((a, b) => worstFirst(a.order, b.order));
  }

  get result(): CountedGroups {
    const hosts = this.#hosts.sorted();
    const sorted = this.#sorted();
    const accepted = [...this.#accepted].flatMap(([policyId, controls]) =>
      [...controls].map(([cid, runs]): AcceptedGroup => ({ policyId, cid, ...runs.words(hosts) })),
    );
    accepted.sort((a, b) => compareText(a.policyId, b.policyId) || a.cid - b.cid);
    return {
      controls: sorted.slice(0, MOST_GROUPS).map((tally) => tally.group(hosts)),
      ...omittedGroups(
        this.#omitted,
        sorted.slice(MOST_GROUPS).map(({ order }) => order),
      ),
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

/** Values that are counted of one control, so that a control with a value of its own on every host stays small. */
const VALUES_COUNTED = 100;
/** Characters of a value in a group; controls.jsonl has it whole. */
const LONGEST_VALUE = 500;

type Example = ControlGroup['examples'][number];

/** The rows of one control under one policy that count alike: how many, on which hosts, with which values. */
export class ControlTally {
  readonly #head: Pick<ControlGroup, 'policyId' | 'cid' | 'statement' | 'criticality' | 'counts'>;
  readonly #hosts = new HostRuns();
  readonly #technologies = new Set<string>();
  /** Of joined results only: a row of one scan names no job. */
  readonly #jobs = new Set<string>();
  readonly #expected = new Set<string>();
  readonly #found = new Map<string, { hosts: number; lastHost: number }>();
  #rows = 0;
  #valuesCut = false;
  #examples: Example[] = [];

  constructor(line: ControlLine, counts: ControlGroup['counts']) {
    const { policyId, cid, statement, criticality } = line;
    this.#head = { policyId, cid, statement, criticality, counts };
  }

  add(line: ControlLine, host: number): void {
    this.#rows += 1;
    this.#hosts.add(host);
    if (!this.#technologies.has(line.technology)) this.#technologies.add(ownText(line.technology));
    if (line.job !== undefined && !this.#jobs.has(line.job)) this.#jobs.add(ownText(line.job));
    for (const value of line.missing) this.#expect(this.#cut(value));
    for (const value of line.unexpected) this.#find(this.#cut(value), host);
    this.#show(line);
  }

  #expect(value: string): void {
    if (this.#expected.has(value)) return;
    if (this.#expected.size < MOST_VALUES) this.#expected.add(ownText(value));
    else this.#valuesCut = true;
  }

  #find(value: string, host: number): void {
    const known = this.#found.get(value);
    if (known === undefined) {
      if (this.#found.size < VALUES_COUNTED) this.#found.set(ownText(value), { hosts: 1, lastHost: host });
      else this.#valuesCut = true;
    } else if (known.lastHost !== host) {
      known.hosts += 1;
      known.lastHost = host;
    }
  }

  #cut(value: string): string {
    if (value.length > LONGEST_VALUE) this.#valuesCut = true;
    return cutText(value, LONGEST_VALUE);
  }

  /** Keeps the first rows by address, technology-wise and by instance, whatever order they come in. */
  #show(line: ControlLine): void {
    const last = this.#examples.at(-1);
    const isFull = this.#examples.length >= MOST_EXAMPLES;
    if (isFull && last !== undefined && compareExamples(line, last) >= 0) return;
    const { host, state } = line;
    const example = {
      host,
      instance: ownText(line.instance),
      state,
      missing: line.missing.slice(0, MOST_VALUES).map((value) => ownText(this.#cut(value))),
      unexpected: line.unexpected.slice(0, MOST_VALUES).map((value) => ownText(this.#cut(value))),
    };
    if (last === undefined || compareExamples(example, last) >= 0) this.#examples.push(example);
    else this.#examples = [...this.#examples, example].sort(compareExamples).slice(0, MOST_EXAMPLES);
  }

  get order(): Pick<ControlGroup, 'policyId' | 'cid' | 'criticality' | 'counts'> {
    return this.#head;
  }

  group(hosts: SortedHosts): ControlGroup {
    const { policyId, cid, statement, criticality, counts } = this.#head;
    const found = [...this.#found].map(([value, { hosts: count }]) => ({ value, hosts: count }));
    found.sort((a, b) => b.hosts - a.hosts || (a.value < b.value ? -1 : 1));
    return {
      policyId,
      cid,
      statement,
      criticality,
      technologies: [...this.#technologies].filter((name) => name !== '').sort(),
      counts,
      rows: this.#rows,
      ...this.#hosts.words(hosts),
      ...(this.#jobs.size === 0 ? {} : { jobs: [...this.#jobs].sort() }),
      expected: [...this.#expected],
      found: found.slice(0, MOST_VALUES),
      valuesCut: this.#valuesCut || found.length > MOST_VALUES,
      examples: this.#examples,
      examplesOmitted: this.#rows - this.#examples.length,
    };
  }
}
