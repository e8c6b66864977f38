import { IpSet } from '../../net/ip-set.js';
import type { AuthenticationBlock, ScanResult } from '../../qualys/resources/scan-result.js';

/** What the scan's result says about the login to each address that was asked for. */
export interface Coverage {
  readonly asked: IpSet;
  readonly succeeded: IpSet;
  readonly failed: IpSet;
  readonly insufficient: IpSet;
  /** Not alive within a range or CIDR: listed, not counted. */
  readonly notAlive: IpSet;
  /** Asked for and neither covered nor excused. */
  readonly uncovered: IpSet;
  /** Uncovered or excused: the login was not even tried. */
  readonly notAttempted: IpSet;
  /** Failures of other types, such as a database: they leave the host evaluated. */
  readonly otherFailures: readonly { readonly type: string; readonly ips: IpSet }[];
  /** Qualys' words on why logins failed. */
  readonly causes: readonly { readonly ips: IpSet; readonly cause: string }[];
}

export interface CoverageInput {
  readonly asked: IpSet;
  /** Addresses named one by one. */
  readonly named: IpSet;
  readonly requireAll: boolean;
  readonly result: ScanResult;
}

/** An operating-system login decides; a database or web server login only informs (fact sheet 15.5). */
function isOperatingSystem({ type }: AuthenticationBlock): boolean {
  return type === undefined || /unix|windows|cisco|checkpoint|network/i.test(type);
}

/** Reads every AUTH block; a host in no list is not a success. */
export function coverageOf({ asked, named, requireAll, result }: CoverageInput): Coverage {
  let succeeded = IpSet.empty;
  let failed = IpSet.empty;
  let insufficient = IpSet.empty;
  const otherFailures: { type: string; ips: IpSet }[] = [];
  for (const block of result.authentication) {
    const blockFailed = IpSet.parse(block.failed).intersect(asked);
    const blockInsufficient = IpSet.parse(block.insufficient).intersect(asked);
    const bad = blockFailed.union(blockInsufficient);
    if (!isOperatingSystem(block)) {
      if (!bad.isEmpty) otherFailures.push({ type: block.type ?? 'unknown', ips: bad });
      continue;
    }
    succeeded = succeeded.union(IpSet.parse(block.succeeded).intersect(asked).without(bad));
    failed = failed.union(blockFailed);
    insufficient = insufficient.union(blockInsufficient);
  }
  // A host that one operating-system record opened is logged in, whatever another record met.
  failed = failed.without(succeeded);
  insufficient = insufficient.without(succeeded).without(failed);
  const notAttempted = asked.without(succeeded).without(failed).without(insufficient);
  const excused = requireAll ? IpSet.empty : notAliveOf(result, asked, notAttempted).without(named);
  return {
    asked,
    succeeded,
    failed,
    insufficient,
    notAlive: excused,
    uncovered: notAttempted.without(excused),
    notAttempted,
    otherFailures,
    causes: result.authentication.flatMap(({ causes = [] }) =>
      causes.map(({ ips, cause }) => ({ ips: IpSet.parse(ips), cause })),
    ),
  };
}

/**
 * Which of the untried addresses were not alive. Without the list (its element is unconfirmed) the counts of the
 * header decide: when the scan counted every asked address and tried every live one, the rest were not alive.
 */
function notAliveOf(result: ScanResult, asked: IpSet, notAttempted: IpSet): IpSet {
  if (result.notAlive !== undefined) return IpSet.findIn(result.notAlive).intersect(notAttempted);
  const { hostsAlive, hostsTotal } = result;
  if (hostsAlive === undefined || hostsTotal === undefined) return IpSet.empty;
  const tried = asked.count - notAttempted.count;
  return BigInt(hostsTotal) === asked.count && BigInt(hostsAlive) <= tried ? notAttempted : IpSet.empty;
}
