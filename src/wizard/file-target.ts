import type { Draft } from './draft.js';

/**
 * What the file scans in place of the list that the wizard asks for, in words: asset groups, or all running instances.
 * Undefined once something is typed, which takes its place.
 */
export function fileTarget({ targetKind, ips, instanceIds, base }: Draft): string | undefined {
  const target = base?.scan.target;
  if (targetKind === 'host') {
    if (ips.trim() !== '' || target?.type !== 'host' || target.assetGroups === undefined) return undefined;
    return `the hosts of ${target.assetGroups.join(', ')}`;
  }
  if (instanceIds.trim() !== '' || target?.type !== 'ec2' || target.instances === undefined) return undefined;
  return `all running instances${target.tag === undefined ? '' : ` with the tag ${target.tag}`}`;
}

/** The connectors that the file names, where it names several; undefined once one is chosen. */
export function fileConnectors({ targetKind, connector, base }: Draft): string | undefined {
  const target = base?.scan.target;
  if (targetKind !== 'ec2' || connector !== undefined || target?.type !== 'ec2') return undefined;
  return target.connectors?.map(({ id, name }) => name ?? id ?? '').join(', ');
}
