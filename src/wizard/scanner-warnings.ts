import ipaddr from 'ipaddr.js';
import type { ScannerAppliance } from '../qualys/resources/appliances.js';
import type { Connector } from '../qualys/resources/connectors.js';
import type { Draft } from './draft.js';
import { connectorAccount } from './facts.js';
import { readIps } from './typed-text.js';

/**
 * What is worth knowing about the chosen scanner; none of it keeps anyone from going on.
 * @param connectors - Those of the account, once they are read.
 */
export function scannerWarnings(
  draft: Draft,
  chosen: ScannerAppliance | undefined,
  connectors?: readonly Connector[],
): readonly string[] {
  if (draft.targetKind === 'host' && draft.scanner === 'External') {
    const ip = privateAddressOf(draft.ips);
    return ip === undefined ? [] : [`External scanners do not reach ${ip}, a private address.`];
  }
  if (chosen === undefined) return [];
  const account = draft.targetKind === 'ec2' ? connectorAccount(draft, connectors) : undefined;
  return [...statusWarnings(chosen), ...(account === undefined ? [] : accountWarnings(chosen, account))];
}

function statusWarnings({ name, status }: ScannerAppliance): readonly string[] {
  if (status === 'offline') return [`${name} is offline: the scan waits in the queue until it is back.`];
  return [];
}

function accountWarnings({ name, awsAccountId }: ScannerAppliance, account: string): readonly string[] {
  if (awsAccountId === undefined) return [`${name} does not run in AWS, as far as Qualys knows.`];
  if (awsAccountId === account) return [];
  return [`${name} runs in AWS ${awsAccountId}, the connector knows ${account}.`];
}

/** Every address is typed out and public: what the external scanners can reach. */
export function hasOnlyPublicAddresses({ targetKind, ips }: Pick<Draft, 'targetKind' | 'ips'>): boolean {
  const { parts } = readIps(ips);
  return targetKind === 'host' && parts.length > 0 && parts.every((part) => rangeOf(part) === 'unicast');
}

const notPublic = ['private', 'uniqueLocal', 'loopback', 'linkLocal', 'carrierGradeNat'];

function privateAddressOf(ips: string): string | undefined {
  return readIps(ips).parts.find((part) => notPublic.includes(rangeOf(part) ?? ''));
}

/** What kind of address a part begins with; undefined for a name such as `env.HOST_IP`. */
function rangeOf(part: string): string | undefined {
  const first = part.split(/[-/]/)[0] ?? '';
  return ipaddr.isValid(first) ? ipaddr.parse(first).range() : undefined;
}
