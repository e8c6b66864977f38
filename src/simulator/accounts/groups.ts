import { ranges } from '../ipv4.js';
import type { AssetGroup, AuthRecord } from './account.js';

const day = 86_400_000;

/** Groups of other users; some titles resemble the ones that jobs get. */
export function groups(openedAt: number): AssetGroup[] {
  const rows: readonly (readonly [number, string, string, string])[] = [
    [771204, 'Jenkins_AG_payments-api-v2', '10.20.30.41', 'acme_ci'],
    [771205, 'Jenkins_AG_Payments API', '10.20.30.90', 'acme_ci'],
    [771206, 'old Jenkins_AG_payments-api', '10.20.30.91', 'acme_zd2'],
    [771300, 'Payments production', '10.20.30.0-10.20.30.127,198.51.100.10-198.51.100.19', 'acme_zd2'],
    [771301, 'All servers in Frankfurt & Zürich', '10.20.50.0-10.20.51.255', 'acme_zd2'],
    [771302, 'Windows servers', '10.20.40.0-10.20.40.255', 'acme_wn4'],
    [771303, 'Ranges, single addresses', '10.20.30.40,10.20.30.50-10.20.30.53', 'acme_wn4'],
  ];
  return rows.map(([id, title, list, owner]) => ({
    id,
    title,
    owner,
    ranges: ranges(list),
    comments: '',
    changedAt: openedAt - 20 * day,
  }));
}

/** Authentication records of other users; with them the scanner logs in to most hosts of the account. */
export function records(openedAt: number): AuthRecord[] {
  const rows: readonly (readonly [number, AuthRecord['platform'], string, string, string])[] = [
    [
      203301,
      'unix',
      'Linux servers',
      'qualys',
      '10.20.30.0-10.20.30.255,10.20.50.0-10.20.51.255,198.51.100.10-198.51.100.19',
    ],
    [203302, 'unix', 'EC2 Linux', 'ec2-user', '10.50.0.0-10.50.255.255'],
    [203310, 'unix', 'Jenkins_unix_payments-api-v2', 'scan', '10.20.30.41'],
    [203311, 'unix', 'Old Jenkins_unix_payments-api', 'scan', '10.20.30.45'],
    [203320, 'windows', 'Windows servers', 'svc_qualys', '10.20.40.0-10.20.40.255'],
    [203321, 'windows', 'Jenkins_Windows_intranet+web', 'svc_scan', '10.20.40.20'],
  ];
  return rows.map(([id, platform, title, username, list]) => ({
    id,
    platform,
    title,
    username,
    password: 'kept by Qualys',
    domain: platform === 'windows' ? 'ACME' : undefined,
    domainType: platform === 'windows' ? 'netbios' : 'none',
    comments: '',
    ranges: ranges(list),
    createdAt: openedAt - 90 * day,
    createdBy: 'acme_zd2',
    changedAt: openedAt - 30 * day,
  }));
}
