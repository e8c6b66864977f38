import { compareExamples, compareText, worstFirst } from '../../workflow/judge/group-order.js';
import { joinHosts } from '../../workflow/judge/host-runs.js';
import {
  type AcceptedGroup,
  type ControlGroup,
  MOST_EXAMPLES,
  MOST_GROUPS,
  MOST_VALUES,
} from '../../workflow/results/control-group.js';
import type { Result } from '../../workflow/results/result.js';

type Groups = Pick<Result, 'controls' | 'controlsOmitted' | 'accepted' | 'acceptedOmitted'>;

/** What counts in both, and what is accepted in both, cut as one run over both would have cut it. */
export function mergeGroups(a: Result, b: Result): Groups {
  const controls = joined(a.controls, b.controls, controlKey, mergeControl).sort(worstFirst);
  const accepted = joined(a.accepted, b.accepted, acceptedKey, mergeAccepted);
  accepted.sort((one, other) => compareText(one.policyId, other.policyId) || one.cid - other.cid);
  return {
    controls: controls.slice(0, MOST_GROUPS),
    controlsOmitted: a.controlsOmitted + b.controlsOmitted + Math.max(0, controls.length - MOST_GROUPS),
    accepted: accepted.slice(0, MOST_GROUPS),
    acceptedOmitted: a.acceptedOmitted + b.acceptedOmitted + Math.max(0, accepted.length - MOST_GROUPS),
  };
}

const controlKey = ({ policyId, cid, counts }: ControlGroup) => `${counts} ${cid} ${policyId}`;
const acceptedKey = ({ policyId, cid }: AcceptedGroup) => `${cid} ${policyId}`;

function joined<Group>(
  a: readonly Group[],
  b: readonly Group[],
  keyOf: (group: Group) => string,
  merge: (a: Group, b: Group) => Group,
): Group[] {
  const groups = new Map(a.map((group) => [keyOf(group), group]));
  for (const group of b) {
    const known = groups.get(keyOf(group));
    groups.set(keyOf(group), known === undefined ? group : merge(known, group));
  }
  return [...groups.values()];
}

function mergeAccepted(a: AcceptedGroup, b: AcceptedGroup): AcceptedGroup {
  return { ...a, ...joinHosts(a.hostRanges, b.hostRanges) };
}

function mergeControl(a: ControlGroup, b: ControlGroup): ControlGroup {
  const rows = a.rows + b.rows;
  const examples = [...a.examples, ...b.examples].sort(compareExamples).slice(0, MOST_EXAMPLES);
  const expected = [...new Set([...a.expected, ...b.expected])];
  const found = mergeFound(a.found, b.found);
  return {
    ...a,
    technologies: [...new Set([...a.technologies, ...b.technologies])].sort(),
    rows,
    ...(a.jobs === undefined && b.jobs === undefined
      ? {}
      : { jobs: [...new Set([...(a.jobs ?? []), ...(b.jobs ?? [])])].sort() }),
    ...joinHosts(a.hostRanges, b.hostRanges),
    expected: expected.slice(0, MOST_VALUES),
    found: found.slice(0, MOST_VALUES),
    valuesCut: a.valuesCut || b.valuesCut || expected.length > MOST_VALUES || found.length > MOST_VALUES,
    examples,
    examplesOmitted: rows - examples.length,
  };
}

function mergeFound(a: ControlGroup['found'], b: ControlGroup['found']): ControlGroup['found'] {
  const hosts = new Map(a.map(({ value, hosts: count }) => [value, count]));
  for (const { value, hosts: count } of b) hosts.set(value, (hosts.get(value) ?? 0) + count);
  return [...hosts]
    .map(([value, count]) => ({ value, hosts: count }))
    .sort((one, other) => other.hosts - one.hosts || compareText(one.value, other.value));
}
