import { IpSet } from '../net/ip-set.js';
import type { ScannerAppliance } from '../qualys/resources/appliances.js';
import type { AuthRecord } from '../qualys/resources/auth-records.js';
import type { Connection } from '../qualys/resources/connection.js';
import type { Connector } from '../qualys/resources/connectors.js';
import type { Instance } from '../qualys/resources/instances.js';
import { ago } from '../text/elapsed.js';

/** How a connector stands, and since when. */
export function connectorState({ disabled, group, state, lastSync }: Connector, nowMs: number): string {
  if (disabled) return 'cannot be run';
  switch (group) {
    case 'ok':
      return lastSync === undefined ? 'finished' : `finished ${ago(lastSync, nowMs, 'short')}`;
    case 'busy':
      return 'running';
    case 'failed':
      return `failed (${state})`;
    case 'unknown':
      return state.toLowerCase();
    default: {
      const never: never = group;
      return never;
    }
  }
}

/** State, AWS account and load of an appliance. */
export function scannerFacts({ status, awsAccountId, region, runningScans }: ScannerAppliance): string[] {
  const account = awsAccountId === undefined ? '' : `AWS ${awsAccountId}`;
  const scans = runningScans === 0 ? '' : `${runningScans} running`;
  return [status, account, region ?? '', scans].filter((part) => part !== '');
}

/** What Qualys knows of an instance. */
export function instanceWords(instance: Instance | undefined): string {
  if (instance?.state === undefined) return 'state unknown to Qualys';
  const place = instance.region === undefined ? '' : ` in ${instance.region}`;
  const ip = instance.privateIp === undefined ? '' : `, private IP ${instance.privateIp}`;
  return `${instance.state}${place}${ip}`;
}

/** Whether a record is there, and what a run does to it: one sentence each. */
export function recordWords(found: AuthRecord | undefined, title: string): readonly string[] {
  if (found === undefined) return [`${title} does not exist and will be created.`];
  const [, ...serves] = recordFacts(found);
  return [
    `${title} exists: ${serves.join(', ')}.`,
    'It will be updated with these answers; other addresses that it serves stay in it.',
  ];
}

/** Kind, user and addresses of a record. */
export function recordFacts({ platform, username, ips, activeDirectory }: AuthRecord): readonly string[] {
  const count = ips === '' ? 0n : IpSet.parse(ips).count;
  const addresses = `${count} ${count === 1n ? 'address' : 'addresses'}`;
  return [
    platform === 'unix' ? 'Unix' : 'Windows',
    `user ${username}`,
    activeDirectory ? 'hosts of its domain' : addresses,
  ];
}

/** What a connection that works says of itself. */
export const connectedWords = 'Connected. Policy Compliance is in the subscription.';

/** How many calls the account has left, where Qualys says it; else empty. */
export function callsLeft({ rate }: Connection): string {
  if (rate === undefined) return '';
  return `${rate.remaining} of ${rate.limit} calls left ${windowWords(rate.windowSec)}.`;
}

function windowWords(seconds: number): string {
  if (seconds === 3600) return 'this hour';
  if (seconds === 86_400) return 'today';
  return `in ${Math.round(seconds / 60)} minutes`;
}
