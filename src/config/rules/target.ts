import { IpSet, parseIpRange, privateAddresses } from '../../net/ip-set.js';
import { printable } from '../../text/printable.js';
import { error, note, type Problem, type Rule } from '../problem.js';
import type { LooseConfig } from '../schema.js';
import { instanceEntryProblems, ipEntryProblems, ipWords } from '../values/targets.js';

/** Whether the scanner of a config means the Qualys external scanners. */
function isExternal(scanner: string | undefined): boolean {
  return scanner === undefined || scanner.trim().toLowerCase() === 'external';
}

function ipsRule({ scan }: LooseConfig): Problem[] {
  if (scan?.target?.type !== 'host') return [];
  return (scan.target.ips ?? []).flatMap((entry, index) =>
    (entry === undefined ? [] : ipEntryProblems(entry)).map((problem) =>
      error(
        `scan.target.ips[${index}]`,
        printable(problem),
        'Write an address, a range such as 10.0.0.1-10.0.0.9, a CIDR, or env.NAME alone.',
      ),
    ),
  );
}

/** A target is named in exactly one way. */
function oneWayRule({ scan }: LooseConfig): Problem[] {
  const target = scan?.target;
  if (target?.type === 'ec2')
    return [
      ...missing('scan.target.instanceIds', isFilled(target.instanceIds), 'the instance ids', '--ec2-id'),
      ...missing('scan.target.connector', target.connector !== undefined, 'its id or name', '--connector'),
    ];
  if (target?.type !== 'host') return [];
  const hasIps = isFilled(target.ips);
  if (target.assetGroups === undefined)
    return missing('scan.target.ips', hasIps, 'addresses, or scan.target.assetGroups', '--host-ip');
  return hasIps
    ? [error('scan.target.assetGroups', 'stands beside scan.target.ips', 'Keep one of them.')]
    : [];
}

function isFilled(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

function missing(path: string, isThere: boolean, what: string, flag: string): Problem[] {
  return isThere ? [] : [error(path, 'is missing', `Set ${path} (${what}), or pass ${flag}.`)];
}

function externalRule({ scan }: LooseConfig): Problem[] {
  if (scan?.target?.type !== 'host' || !isExternal(scan.scanner)) return [];
  const inside = (scan.target.ips ?? []).some((entry) =>
    ipWords(entry ?? '').some((word) => {
      const range = parseIpRange(word);
      return typeof range !== 'string' && !privateAddresses(IpSet.of([range])).isEmpty;
    }),
  );
  return inside
    ? [
        note(
          'scan.scanner',
          'is External, and the target holds private addresses that external scanners do not reach',
          'Name a scanner appliance in scan.scanner, or pass --scanner.',
        ),
      ]
    : [];
}

function ec2Rule({ scan }: LooseConfig): Problem[] {
  if (scan?.target?.type !== 'ec2') return [];
  const problems = (scan.target.instanceIds ?? []).flatMap((entry, index) =>
    (entry === undefined ? [] : instanceEntryProblems(entry)).map((problem) =>
      error(
        `scan.target.instanceIds[${index}]`,
        printable(problem),
        'Write i- and 8 or 17 hexadecimal digits, or env.NAME alone.',
      ),
    ),
  );
  if (isExternal(scan.scanner))
    problems.push(
      error(
        'scan.scanner',
        scan.scanner === undefined
          ? 'is missing, and EC2 targets need an appliance'
          : 'is External, which cannot scan EC2 targets',
        'Name a scanner appliance in scan.scanner, or pass --scanner.',
      ),
    );
  return problems;
}

function connectorRule({ scan }: LooseConfig): Problem[] {
  if (scan?.target?.type !== 'ec2' || scan.target.connector === undefined) return [];
  return connectorProblems('scan.target.connector', scan.target.connector);
}

function connectorProblems(
  path: string,
  { id, name, accountId }: { readonly [key in 'id' | 'name' | 'accountId']?: string | undefined },
): Problem[] {
  const problems: Problem[] = [];
  if (id === undefined && name === undefined)
    problems.push(error(path, 'names no connector', 'Set its id or name, or pass --connector.'));
  if (accountId !== undefined && !/^\d{12}$/.test(accountId.trim()))
    problems.push(
      error(
        `${path}.accountId`,
        'is not an AWS account',
        'Write its 12 digits in quotes, with leading zeros.',
      ),
    );
  return problems;
}

/** Rules on `scan.target` and `scan.scanner`. */
export const targetRules: readonly Rule[] = [ipsRule, oneWayRule, externalRule, ec2Rule, connectorRule];
