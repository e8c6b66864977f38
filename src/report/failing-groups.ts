import { type IpRange, IpSet, parseIpRange } from '../net/ip-set.js';
import type { ControlGroup } from '../workflow/results/control-group.js';
import type { Result } from '../workflow/results/result.js';

/** A group with the title of its policy. */
export interface NamedGroup extends ControlGroup {
  readonly policyTitle: string;
}

/** What fails the build, by policy and control, the worst first. */
export function failingGroups(result: Result): NamedGroup[] {
  return groupsOf(result, 'fail');
}

/** What warns, likewise. */
export function warningGroups(result: Result): NamedGroup[] {
  return groupsOf(result, 'warn');
}

function groupsOf(result: Result, counts: ControlGroup['counts']): NamedGroup[] {
  const titles = policyNames(result);
  return result.controls
    .filter((group) => group.counts === counts)
    .map((group) => ({ ...group, policyTitle: titles.get(group.policyId) ?? `Policy ${group.policyId}` }));
}

/** Policies by title; those of one title by title and id, as the title alone would not distinguish them. */
export function policyNames({ policies }: Pick<Result, 'policies'>): Map<string, string> {
  const seen = new Map<string, number>();
  for (const { title } of policies) seen.set(title, (seen.get(title) ?? 0) + 1);
  return new Map(
    policies.map(({ id, title }) => [
      id,
      (seen.get(title) ?? 0) > 1 || title === '' ? `${title} (${id})`.trim() : title,
    ]),
  );
}

/** What a control asks for; its number where Qualys has no text for it. */
export function statementWords({ cid, statement }: Pick<ControlGroup, 'cid' | 'statement'>): string {
  return statement.trim() === '' ? `Control ${cid} (Qualys has no statement for it)` : statement;
}

/** "10.20.30.40", or "6 hosts". */
export function hostsWord({ hosts, hostRanges }: Pick<ControlGroup, 'hosts' | 'hostRanges'>): string {
  return hosts === 1 ? hostRanges : `${hosts} hosts`;
}

/** The instance that all rows of a group have, where they have one; empty otherwise. */
export function onlyInstance({ examples }: ControlGroup): string {
  const [only = '', ...others] = new Set(examples.map(({ instance }) => instance));
  return others.length === 0 ? only : '';
}

/** Technologies, and the instance where there is only one. */
export function groupPlace(group: ControlGroup): string {
  return [...group.technologies, onlyInstance(group)].filter((part) => part !== '').join(', ');
}

/** "expected no, found yes on 1,999 hosts, maybe on 1": undefined when Qualys says neither. */
export function groupValues({ expected, found, valuesCut, hosts }: ControlGroup): string | undefined {
  const [first] = found;
  const areAlike = found.length === 1 && first?.hosts === hosts;
  const foundWords = found.map(({ value, hosts: on }) =>
    areAlike || hosts === 1 ? value : `${value} on ${on === 1 ? '1 host' : `${on} hosts`}`,
  );
  const parts = [
    ...(expected.length === 0 ? [] : [`expected ${expected.join(', ')}`]),
    ...(found.length === 0 ? [] : [`found ${foundWords.join(', ')}`]),
  ];
  if (parts.length === 0) return undefined;
  return `${parts.join(', ')}${valuesCut ? ' and more' : ''}`;
}

/** Addresses with neighbours as ranges; what is no address stays as it is. */
export function addressWords(ips: readonly string[]): string {
  const ranges = ips.map(parseIpRange);
  const isRange = (range: IpRange | string): range is IpRange => typeof range !== 'string';
  return ranges.every(isRange) ? IpSet.of(ranges).toString().replaceAll(',', ', ') : ips.join(', ');
}

/** Ranges of addresses that an entry of a list names. */
const MOST_RANGES = 12;

/** Addresses and ranges to read, cut where hundreds of scattered ones would fill the page. */
export function shortAddresses(hostRanges: string): string {
  const ranges = hostRanges.split(',');
  const words = ranges.slice(0, MOST_RANGES).join(', ');
  return ranges.length <= MOST_RANGES ? words : `${words} and more`;
}

/** "10.0.0.7", or "6 hosts: 10.0.0.1-10.0.0.6". */
export function hostsAndAddresses(group: Pick<ControlGroup, 'hosts' | 'hostRanges'>): string {
  const addresses = shortAddresses(group.hostRanges);
  return group.hosts === 1 ? addresses : `${group.hosts} hosts: ${addresses}`;
}

/**
 * What a list of groups leaves out: "and 3 more controls with 12 postures". Empty when it leaves out none.
 * @param rows - all rows that count so, as the totals have them.
 */
export function moreWords(
  shown: readonly ControlGroup[],
  { groups, omitted, rows }: { readonly groups: number; readonly omitted: number; readonly rows: number },
): string {
  const more = groups + omitted - shown.length;
  if (more <= 0) return '';
  const left = rows - shown.reduce((sum, group) => sum + group.rows, 0);
  return `${more} more ${more === 1 ? 'control' : 'controls'} with ${left} ${left === 1 ? 'posture' : 'postures'}`;
}
