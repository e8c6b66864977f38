import { IpSet, parseIpRange, privateAddresses } from '../../net/ip-set.js';
import { printable } from '../../text/printable.js';
import { error, note, type Problem, type Rule } from '../problem.js';
import type { LooseConfig } from '../schema.js';
import { ipEntryProblems, ipWords } from '../values/targets.js';
import { ec2Rules, isExternal, isFilled, missing } from './ec2-target.js';

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

/** Hosts are named in exactly one way. */
function oneWayRule({ scan }: LooseConfig): Problem[] {
  const target = scan?.target;
  if (target?.type !== 'host') return [];
  const hasIps = isFilled(target.ips);
  if (target.assetGroups === undefined)
    return missing('scan.target.ips', hasIps, 'addresses, or scan.target.assetGroups', '--host-ip');
  return hasIps
    ? [error('scan.target.assetGroups', 'stands beside scan.target.ips', 'Keep one of them.')]
    : [];
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

/** Rules on `scan.target` and `scan.scanner`. */
export const targetRules: readonly Rule[] = [ipsRule, oneWayRule, externalRule, ...ec2Rules];
