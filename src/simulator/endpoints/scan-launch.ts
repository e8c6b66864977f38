import { type Account, type Scan, takeId } from '../accounts/account.js';
import type { FoCall, XmlDocument } from '../fo-action.js';
import {
  address,
  addresses,
  contains,
  formatAddress,
  formatRange,
  type Ipv4Range,
  normalized,
  parseIpList,
  ranges,
  without,
} from '../ipv4.js';
import { idNumbers, invalidValue, type Refusal } from '../parameter-rules.js';
import { simpleReturn } from '../simple-return.js';
import { scannerParameters } from './launch-rules.js';

/** Instance ids per launch (fact sheet 2.10). */
const mostInstances = 10;

interface Target {
  readonly hosts: {
    readonly ip: number;
    readonly tracking: 'IP' | 'INSTANCE_ID';
    readonly running: boolean;
  }[];
  readonly label: string;
}

/** `action=launch`: as strict as Qualys; what Qualys drops without a message is dropped without one (fact sheet 15.2). */
export function launch(call: FoCall): XmlDocument | Refusal {
  const { account, behaviour, tenant, params, now } = call;
  const profile = account.optionProfiles.find(
    (each) => each.id === Number(params.option_id) || each.title === params.option_title,
  );
  if (profile === undefined) {
    const name = params.option_id === undefined ? 'option_title' : 'option_id';
    return invalidValue(name, params[name] ?? '', 'option profile does not exist');
  }
  const ec2 = params.connector_name !== undefined || params.connector_uuid !== undefined;
  const scanner = scannerOf(account, params, ec2);
  if ('refused' in scanner) return scanner;
  const target = ec2 ? ec2Target(call) : ipTarget(account, params);
  if ('refused' in target) return target;
  const reachable = target.hosts.filter(
    ({ ip }) => contains(account.ips, ip) && behaviour.hostFate(formatAddress(ip)) !== 'dropped',
  );
  if (reachable.length === 0) {
    return { refused: 1905, text: 'None of the specified targets can be scanned with Policy Compliance.' };
  }
  const number = takeId(account);
  const scan: Scan = {
    id: number,
    reference: `compliance/${Math.floor(now / 1000)}.${String(number).slice(-5)}`,
    title: params.scan_title ?? 'N/A',
    userLogin: account.username,
    launchedAt: now,
    target: target.label,
    optionTitle: profile.title,
    scannerName: scanner.name,
    offline: scanner.offline,
    groupTitles: groupsOf(account, params).map(({ title }) => title),
    hosts: reachable.map(({ ip, tracking, running }) => ({
      ip,
      tracking,
      fate: running && !(scanner.external && isPrivate(ip)) ? actualFate(call, ip) : 'not-alive',
    })),
    canceledAt: undefined,
    pausedAt: undefined,
    deleted: false,
    settled: false,
  };
  account.scans.push(scan);
  tenant.scanLooks = 0;
  behaviour.afterLaunch(account);
  return simpleReturn({
    now,
    text: 'New compliance scan launched',
    items: { ID: scan.id, REFERENCE: scan.reference },
  });
}

/** A host without an authentication record is not tried, whatever the scenario sets for it. */
function actualFate({ account, behaviour }: FoCall, ip: number): Scan['hosts'][number]['fate'] {
  const fate = behaviour.hostFate(formatAddress(ip));
  const hasRecord = account.records.some((record) => contains(record.ranges, ip));
  return fate === 'not-alive' || hasRecord ? fate : 'not-attempted';
}

function scannerOf(
  account: Account,
  params: FoCall['params'],
  ec2: boolean,
): Refusal | { name: string; offline: boolean; external: boolean } {
  const external = { name: 'External Scanner', offline: false, external: true };
  const asked = params.iscanner_name ?? params.iscanner_id;
  if (asked === undefined) {
    const given = scannerParameters.some((name) => params[name] === '1');
    return ec2 && !given
      ? { refused: 1922, text: `Please specify at least one of: ${scannerParameters.join(', ')}` }
      : external;
  }
  const name = params.iscanner_name === undefined ? 'iscanner_id' : 'iscanner_name';
  const words = asked.split(',').map((each) => each.trim());
  if (words.some((word) => word === 'External' || word === '0')) {
    return ec2 ? invalidValue(name, asked, 'external scanners cannot be used for EC2 scans') : external;
  }
  const found = words.map((word) =>
    account.appliances.find((each) =>
      name === 'iscanner_name' ? each.name === word : each.id === Number(word),
    ),
  );
  if (found.includes(undefined)) return invalidValue(name, asked, 'scanner appliance does not exist');
  return {
    name: found.map((each) => each?.name ?? '').join(', '),
    offline: found.every((each) => each?.online === false),
    external: false,
  };
}

/** What external scanners cannot reach (fact sheet 15.2). */
const privateNetworks = ranges(
  '10.0.0.0-10.255.255.255,172.16.0.0-172.31.255.255,192.168.0.0-192.168.255.255',
);

function isPrivate(ip: number): boolean {
  return contains(privateNetworks, ip);
}

function groupsOf(account: Account, params: FoCall['params']): Account['groups'] {
  const numbers = params.asset_group_ids === undefined ? [] : idNumbers(params.asset_group_ids);
  const titles = (params.asset_groups ?? '').split(',').map((each) => each.trim());
  return account.groups.filter(({ id: number, title }) => numbers.includes(number) || titles.includes(title));
}

function ipTarget(account: Account, params: FoCall['params']): Refusal | Target {
  const groups = groupsOf(account, params);
  const unknown = idNumbers(params.asset_group_ids ?? '0').find(
    (number) => number !== 0 && !groups.some(({ id }) => id === number),
  );
  if (unknown !== undefined) {
    return invalidValue('asset_group_ids', String(unknown), 'asset group does not exist');
  }
  const asked: Ipv4Range[] = [
    ...(params.ip === undefined ? [] : parseIpList(params.ip).ranges),
    ...groups.flatMap((group) => group.ranges),
  ];
  const excluded = params.exclude_ip_per_scan;
  const left = without(normalized(asked), excluded === undefined ? [] : parseIpList(excluded).ranges);
  return {
    hosts: addresses(left).map((ip) => ({ ip, tracking: 'IP', running: true })),
    label: left.map(formatRange).join(', '),
  };
}

function ec2Target({ account, behaviour, params }: FoCall): Refusal | Target {
  const connector = account.connectors.find(
    ({ name, uuid }) => name === params.connector_name || uuid === params.connector_uuid,
  );
  if (connector === undefined) {
    const name = params.connector_name === undefined ? 'connector_uuid' : 'connector_name';
    return invalidValue(name, params[name] ?? '', 'connector does not exist');
  }
  if (params.ec2_endpoint === undefined) {
    return { refused: 1903, text: 'Missing required parameter(s): ec2_endpoint' };
  }
  const asked = params.ec2_instance_ids?.split(',').map((each) => each.trim()) ?? [];
  if (!behaviour.ec2InstanceIds || asked.length === 0) {
    return invalidValue('target_from', params.target_from ?? 'assets', 'EC2 scans need target_from=tags');
  }
  const odd = asked.find((each) => !/^i-[0-9a-f]{8}([0-9a-f]{9})?$/.test(each));
  if (odd !== undefined || asked.length > mostInstances) {
    return invalidValue(
      'ec2_instance_ids',
      params.ec2_instance_ids ?? '',
      odd ?? `more than ${mostInstances}`,
    );
  }
  const sources = account.instances
    .filter(({ unknownUntilRunOf }) => unknownUntilRunOf === undefined)
    .flatMap((instance) => instance.sources.toSorted((a, b) => b.lastUpdated - a.lastUpdated).slice(0, 1))
    .filter(
      ({ instanceId, accountId, region }) =>
        asked.includes(instanceId) && accountId === connector.accountId && region === params.ec2_endpoint,
    );
  const hosts = sources.flatMap(({ privateIp, state }) =>
    privateIp === undefined
      ? []
      : [{ ip: address(privateIp), tracking: 'INSTANCE_ID' as const, running: state === 'RUNNING' }],
  );
  return { hosts, label: `EC2: ${asked.join(', ')}` };
}
