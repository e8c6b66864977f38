import type { Account } from '../accounts/account.js';
import { ordinary } from '../behaviour.js';
import { address, without } from '../ipv4.js';
import { urgentFails } from './findings.js';
import type { Scenario } from './scenario.js';

function startRun(account: Account, id: number, ends: string, afterMs: number): void {
  const connector = account.connectors.find((each) => each.id === id);
  if (connector === undefined) return;
  connector.state = 'RUNNING';
  connector.run = { endsAt: account.openedAt + afterMs, ends };
}

/** Takes i-0a11b22c33d44e55f out of Policy Compliance. */
function notActivated(account: Account): void {
  account.ips = without(account.ips, [{ first: address('10.50.1.20'), last: address('10.50.1.20') }]);
}

/** Connectors and instances; ids and names in `accounts/clouds.ts`. */
export const cloudScenarios: readonly Scenario[] = [
  {
    name: 'connector-must-run',
    title: 'i-0d44e55f66a77b88c is known after a run of connector "prod" only',
  },
  { name: 'connector-disabled', title: 'i-0d44e55f66a77b88d would need connector "lab", which is disabled' },
  {
    name: 'connector-fails',
    title: 'A run of a connector ends in ERROR',
    behaviour: { connectorEnd: 'ERROR' },
  },
  {
    name: 'connector-finished-errors',
    title: 'A run of a connector ends in FINISHED_ERRORS, and the instance is known',
    behaviour: { connectorEnd: 'FINISHED_ERRORS' },
  },
  {
    name: 'connector-busy',
    title: 'Connector "prod" runs already',
    arrange: (account) => startRun(account, 1401, 'FINISHED_SUCCESS', 400),
  },
  {
    name: 'connector-unknown-state',
    title: 'Connector "prod" is in a state that nobody knows, then it has run',
    arrange: (account) => {
      startRun(account, 1401, 'FINISHED_SUCCESS', 400);
      Object.assign(account.connectors.find(({ id }) => id === 1401) ?? {}, { state: 'REHYDRATING' });
    },
  },
  {
    name: 'connector-slow',
    title: 'A run of a connector never ends',
    behaviour: { connectorSec: 1_000_000 },
  },
  {
    name: 'instance-unknown',
    title: 'i-0dead0dead0dead00 is unknown, and stays so after a run of connector "prod"',
  },
  { name: 'instance-stopped', title: 'i-0b22c33d44e55f66a is STOPPED, and i-0d44e55f66a77b88f after a run' },
  {
    name: 'instance-two-sources',
    title: 'i-0c0ffee0c0ffee0c0 has two sources: RUNNING now, STOPPED weeks ago',
  },
  {
    name: 'ec2-not-in-group',
    title: 'An EC2 host is not found by an asset group that holds its private IP',
    behaviour: { ec2ByGroup: false },
  },
  {
    name: 'ec2-tracking',
    title: 'EC2 hosts are tracked as "EC2", their rows keep no scan date',
    behaviour: { ec2Tracking: 'EC2', dates: { ...ordinary.dates, hostScan: false } },
  },
  {
    name: 'ec2-same-ip',
    title: 'Another host, tracked by IP, has the private IP of i-0a11b22c33d44e55f and old failures',
    arrange: (account) => {
      const [host] = account.hosts;
      if (host !== undefined) {
        account.hosts.push({ ...host, id: 3399, ip: address('10.50.1.20'), dns: 'retired.acme.test' });
      }
    },
    behaviour: { oldFindings: urgentFails },
  },
  {
    name: 'ec2-not-activated',
    title:
      'i-0a11b22c33d44e55f is not activated for PC until its private IP is added: its asset names no host',
    arrange: notActivated,
  },
  {
    name: 'ec2-host-unclear',
    title:
      'The same, and the only host at its private IP is tracked by IP: nothing says that it is the instance',
    arrange: notActivated,
    behaviour: { ec2Tracking: 'IP' },
  },
  {
    name: 'ec2-tags-only',
    title: 'EC2 launches take tags only (1905)',
    behaviour: { ec2InstanceIds: false },
  },
];
