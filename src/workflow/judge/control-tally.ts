import { ownText } from '../../text/printable.js';
import { type ControlGroup, MOST_EXAMPLES, MOST_VALUES } from '../results/control-group.js';
import type { ControlLine } from '../results/control-line.js';
import { compareExamples } from './group-order.js';
import { HostRuns, type SortedHosts } from './host-runs.js';

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
    if (value.length <= LONGEST_VALUE) return value;
    this.#valuesCut = true;
    return `${value.slice(0, LONGEST_VALUE - 1).replace(/[\ud800-\udbff]$/, '')}…`;
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
      expected: [...this.#expected],
      found: found.slice(0, MOST_VALUES),
      valuesCut: this.#valuesCut || found.length > MOST_VALUES,
      examples: this.#examples,
      examplesOmitted: this.#rows - this.#examples.length,
    };
  }
}
