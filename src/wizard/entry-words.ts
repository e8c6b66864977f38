import type { ScannerAppliance } from '../qualys/resources/appliances.js';
import type { Connector } from '../qualys/resources/connectors.js';
import type { Instance } from '../qualys/resources/instances.js';
import { ago } from '../text/ago.js';

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
