import ipaddr from 'ipaddr.js';
import type { ScannerAppliance } from '../qualys/resources/appliances.js';
import type { Draft } from './draft.js';
import { readIps } from './typed-text.js';

/** What is worth knowing about the chosen scanner; none of it keeps anyone from going on. */
export function scannerWarnings(draft: Draft, chosen: ScannerAppliance | undefined): readonly string[] {
  if (draft.targetKind === 'host' && draft.scanner === 'External') {
    const ip = privateAddressOf(draft.ips);
    return ip === undefined ? [] : [`The external scanners cannot reach private addresses such as ${ip}.`];
  }
  if (chosen === undefined) return [];
  return [...statusWarnings(chosen), ...accountWarnings(draft, chosen)];
}

function statusWarnings({ name, status }: ScannerAppliance): readonly string[] {
  if (status === 'offline') return [`${name} is offline: the scan waits in the queue until it is back.`];
  return [];
}

function accountWarnings(
  { targetKind, connector }: Draft,
  { name, awsAccountId }: ScannerAppliance,
): readonly string[] {
  if (targetKind !== 'ec2' || connector?.accountId === undefined) return [];
  if (awsAccountId === undefined) return [`${name} does not run in AWS, as far as Qualys knows.`];
  if (awsAccountId === connector.accountId) return [];
  return [`${name} runs in AWS ${awsAccountId}, the connector knows ${connector.accountId}.`];
}

function privateAddressOf(ips: string): string | undefined {
  return readIps(ips).parts.find((part) => {
    const first = part.split(/[-/]/)[0] ?? '';
    return (
      ipaddr.isValid(first) &&
      ['private', 'uniqueLocal', 'loopback', 'linkLocal'].includes(ipaddr.parse(first).range())
    );
  });
}
