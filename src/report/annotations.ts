import { counted } from '../text/counted.js';
import type { Result } from '../workflow/results/result.js';
import { type FailingGroup, failingGroups, shortAddresses } from './failing-groups.js';
import { criticalityWord, expectedAndFound } from './row-words.js';

/** GitHub shows ten errors of a step; more are cut there. */
const MOST_ANNOTATIONS = 10;

/** The worst failing controls, each with its hosts, as a CI shows errors beside the log. */
export function failureAnnotations(result: Result): { readonly title: string; readonly message: string }[] {
  const controls = new Map<string, { first: FailingGroup; hosts: Set<string> }>();
  for (const group of failingGroups(result)) {
    const key = `${group.policyId}/${group.cid}`;
    const control = controls.get(key) ?? { first: group, hosts: new Set() };
    controls.set(key, control);
    for (const host of group.hosts) control.hosts.add(host);
  }
  const titles = new Map(result.policies.map(({ id, title }) => [id, title]));
  return [...controls.values()].slice(0, MOST_ANNOTATIONS).map(({ first, hosts }) => {
    const values = hosts.size === 1 ? expectedAndFound(first) : undefined;
    const where =
      hosts.size === 1 ? [...hosts].join() : `${counted(hosts.size, 'host')}: ${shortAddresses([...hosts])}`;
    return {
      title: `CID ${first.cid}, ${criticalityWord(first.criticality)}`,
      message: [
        `${first.statement} (${titles.get(first.policyId) ?? first.policyId}) fails on ${where}`,
        ...(values === undefined ? [] : [values]),
      ].join('; '),
    };
  });
}
