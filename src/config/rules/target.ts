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
  const { id, name, accountId } = scan.target.connector;
  const problems: Problem[] = [];
  if (id === undefined && name === undefined)
    problems.push(
      error('scan.target.connector', 'names no connector', 'Set its id or name, or pass --connector.'),
    );
  if (accountId !== undefined && !/^\d{12}$/.test(accountId.trim()))
    problems.push(
      error(
        'scan.target.connector.accountId',
        'is not an AWS account',
        'Write its 12 digits in quotes, with leading zeros.',
      ),
    );
  return problems;
}

/** Rules on `scan.target` and `scan.scanner`. */
export const targetRules: readonly Rule[] = [ipsRule, externalRule, ec2Rule, connectorRule];
