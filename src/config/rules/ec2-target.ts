import { printable } from '../../text/printable.js';
import { error, type Problem, type Rule } from '../problem.js';
import type { LooseConfig } from '../schema.js';
import { instanceEntryProblems, instanceTag } from '../values/targets.js';

type LooseEc2 = Extract<
  NonNullable<NonNullable<LooseConfig['scan']>['target']>,
  { readonly type?: 'ec2' | undefined }
>;

/** Whether the scanner of a config means the Qualys external scanners. */
export function isExternal(scanner: string | undefined): boolean {
  return scanner === undefined || scanner.trim().toLowerCase() === 'external';
}

export function isFilled(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

/** A setting without which there is no target, and how to give it. */
export function missing(path: string, isThere: boolean, what: string, flag: string): Problem[] {
  return isThere ? [] : [error(path, 'is missing', `Set ${path} (${what}), or pass ${flag}.`)];
}

function targetOf({ scan }: LooseConfig): LooseEc2 | undefined {
  return scan?.target?.type === 'ec2' ? scan.target : undefined;
}

/** Instances are named in exactly one way, and so are their connectors. */
function oneWayRule(config: LooseConfig): Problem[] {
  const target = targetOf(config);
  if (target === undefined) return [];
  const { instances, instanceIds, connector, connectors } = target;
  const hasIds = isFilled(instanceIds);
  return [
    ...(instances === undefined
      ? missing(
          'scan.target.instanceIds',
          hasIds,
          'the instance ids, or scan.target.instances',
          '--ec2-id or --instances',
        )
      : beside('scan.target.instances', hasIds, 'scan.target.instanceIds')),
    ...(connectors === undefined
      ? missing('scan.target.connector', connector !== undefined, 'its id or name', '--connector')
      : beside('scan.target.connectors', connector !== undefined, 'scan.target.connector')),
  ];
}

function beside(path: string, isThere: boolean, other: string): Problem[] {
  return isThere ? [error(path, `stands beside ${other}`, 'Keep one of them.')] : [];
}

function instancesRule(config: LooseConfig): Problem[] {
  return (targetOf(config)?.instanceIds ?? []).flatMap((entry, index) =>
    (entry === undefined ? [] : instanceEntryProblems(entry)).map((problem) =>
      error(
        `scan.target.instanceIds[${index}]`,
        printable(problem),
        'Write i- and 8 or 17 hexadecimal digits, or env.NAME alone.',
      ),
    ),
  );
}

function scannerRule({ scan }: LooseConfig): Problem[] {
  if (scan?.target?.type !== 'ec2' || !isExternal(scan.scanner)) return [];
  return [
    error(
      'scan.scanner',
      scan.scanner === undefined
        ? 'is missing, and EC2 targets need an appliance'
        : 'is External, which cannot scan EC2 targets',
      'Name a scanner appliance in scan.scanner, or pass --scanner.',
    ),
  ];
}

function tagRule(config: LooseConfig): Problem[] {
  const { instances, tag } = targetOf(config) ?? {};
  if (tag === undefined) return [];
  if (instances === undefined)
    return [
      error(
        'scan.target.tag',
        'chooses among running instances',
        'Set scan.target.instances: running as well.',
      ),
    ];
  return instanceTag(tag) === undefined
    ? [error('scan.target.tag', 'is not a tag', 'Write key=value, as the tag is in AWS.')]
    : [];
}

/** What is run for an instance that Qualys does not know: one connector, for instances that are named. */
function runRule(config: LooseConfig): Problem[] {
  const { instances, connectors, runConnector } = targetOf(config) ?? {};
  if (runConnector !== true || (instances === undefined && connectors === undefined)) return [];
  const other = instances === undefined ? 'scan.target.connectors' : 'scan.target.instances';
  return [
    error(
      'scan.target.runConnector',
      `stands beside ${other}`,
      instances === undefined
        ? 'Remove it, or name the one connector that is to run in scan.target.connector.'
        : 'Remove it: only instances that Qualys knows are scanned, and connectors run by themselves every few hours.',
    ),
  ];
}

function connectorsRule(config: LooseConfig): Problem[] {
  const { connector, connectors = [] } = targetOf(config) ?? {};
  return [
    ...(connector === undefined ? [] : connectorProblems('scan.target.connector', connector)),
    ...connectors.flatMap((each, index) =>
      each === undefined ? [] : connectorProblems(`scan.target.connectors[${index}]`, each),
    ),
  ];
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

/** Rules on EC2 targets. */
export const ec2Rules: readonly Rule[] = [
  oneWayRule,
  instancesRule,
  tagRule,
  scannerRule,
  runRule,
  connectorsRule,
];
