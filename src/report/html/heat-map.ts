import { type IpRange, IpSet, parseIpRange } from '../../net/ip-set.js';
import { compareText } from '../../workflow/judge/group-order.js';
import type { ControlGroup } from '../../workflow/results/control-group.js';
import type { ControlLine } from '../../workflow/results/control-line.js';
import type { Result } from '../../workflow/results/result.js';
import { failingGroups, type NamedGroup, warningGroups } from '../failing-groups.js';

/** Controls and hosts that the map shows, the worst of each. */
const MOST_SHOWN = 50;

/** What a control is on a host, from the mildest up: of several rows the worst counts. */
export const heatStates = ['none', 'passed', 'exception', 'failed', 'error', 'warn', 'fail'] as const;
export type HeatState = (typeof heatStates)[number];

/** The controls that count, and the hosts that most of them count on. Rows fill its cells. */
export class HeatMap {
  readonly controls: readonly NamedGroup[];
  readonly hosts: readonly string[];
  /** Controls that count and are not shown. */
  readonly controlsLeft: number;
  readonly #cells: Uint8Array;
  readonly #places = new Map<string, number>();
  readonly #columns = new Map<string, number>();

  constructor(result: Result) {
    const failing = failingGroups(result);
    const groups = failing.length > 0 ? failing : warningGroups(result);
    this.controls = groups.toSorted(heaviestFirst).slice(0, MOST_SHOWN);
    this.controlsLeft =
      groups.length - this.controls.length + result.controlsOmittedBy[failing.length > 0 ? 'fail' : 'warn'];
    this.hosts = heaviestHosts(this.controls);
    this.#cells = new Uint8Array(this.controls.length * this.hosts.length);
    for (const [index, { policyId, cid }] of this.controls.entries())
      this.#places.set(keyOf(policyId, cid), index);
    for (const [index, host] of this.hosts.entries()) this.#columns.set(host, index);
  }

  add({ policyId, cid, host, state, counts }: ControlLine): void {
    const column = this.#columns.get(host.ip);
    if (column === undefined) return;
    const place = this.#places.get(keyOf(policyId, cid));
    if (place === undefined) return;
    const at = place * this.hosts.length + column;
    const heat = heatStates.indexOf(counts === 'no' ? state : counts);
    this.#cells[at] = Math.max(this.#cells[at] ?? 0, heat);
  }

  stateAt(control: number, host: number): HeatState {
    return heatStates[this.#cells[control * this.hosts.length + host] ?? 0] ?? 'none';
  }
}

function keyOf(policyId: string, cid: number): string {
  return `${cid} ${policyId}`;
}

function heaviestFirst(a: ControlGroup, b: ControlGroup): number {
  return (
    b.criticality.value - a.criticality.value ||
    b.hosts - a.hosts ||
    a.cid - b.cid ||
    compareText(a.policyId, b.policyId)
  );
}

/** A run of neighbours that equally many groups hold; or a host whose name is no address. */
interface Stretch {
  readonly range: IpRange | string;
  readonly groups: number;
}

/** The hosts that most of the groups hold, then by address; a long range is never written out further than needed. */
function heaviestHosts(groups: readonly ControlGroup[]): string[] {
  const stretches = stretchesOf(groups.flatMap(({ hostRanges }) => hostRanges.split(',').map(rangeOrName)));
  const hosts: string[] = [];
  for (const { range } of stretches.sort((a, b) => b.groups - a.groups)) {
    if (typeof range === 'string') hosts.push(range);
    else
      for (const ip of IpSet.of([range]).addresses()) {
        hosts.push(ip);
        if (hosts.length >= MOST_SHOWN) break;
      }
    if (hosts.length >= MOST_SHOWN) break;
  }
  return hosts;
}

function rangeOrName(part: string): IpRange | string {
  const range = parseIpRange(part);
  return typeof range === 'string' ? part : range;
}

/** Cuts overlapping ranges where one begins or ends, in one walk over their bounds. */
function stretchesOf(parts: readonly (IpRange | string)[]): Stretch[] {
  const names = new Map<string, number>();
  const bounds: { version: IpRange['version']; value: bigint; step: number }[] = [];
  for (const part of parts) {
    if (typeof part === 'string') names.set(part, (names.get(part) ?? 0) + 1);
    else {
      bounds.push({ version: part.version, value: part.first, step: 1 });
      bounds.push({ version: part.version, value: part.last + 1n, step: -1 });
    }
  }
  bounds.sort((a, b) => a.version - b.version || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  const stretches: Stretch[] = [];
  let open = 0;
  for (const [index, { version, value, step }] of bounds.entries()) {
    const before = bounds[index - 1];
    if (open > 0 && before !== undefined && before.value < value)
      stretches.push({ range: { version, first: before.value, last: value - 1n }, groups: open });
    open += step;
  }
  return [...stretches, ...[...names].map(([range, count]) => ({ range, groups: count }))];
}
