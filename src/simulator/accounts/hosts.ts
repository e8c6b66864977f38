import { address, contains, formatAddress, ranges } from '../ipv4.js';
import type { Account, Host } from './account.js';
import { technology } from './technologies.js';

interface Platform {
  readonly os: string;
  readonly technologies: Host['technologies'];
}

const plain = [''];

/** What runs where, by address. The first line that holds an address counts. */
const platformRows: readonly (readonly [list: string, platform: Platform])[] = [
  [
    '10.20.30.60',
    {
      os: 'Debian GNU/Linux 12',
      technologies: [
        { id: technology.debian12, instances: plain },
        { id: technology.oracle19, instances: ['Oracle19:1:1521:orcl', 'Oracle19:1:1522:hr'] },
        { id: technology.apache24, instances: ['Apache 2.4:/etc/apache2'] },
      ],
    },
  ],
  [
    '10.20.40.0-10.20.40.255',
    {
      os: 'Windows Server 2022 Standard 64 bit Edition',
      technologies: [{ id: technology.windows2022, instances: plain }],
    },
  ],
  [
    '10.20.50.0-10.20.51.255',
    { os: 'Red Hat Enterprise Linux 9.4', technologies: [{ id: technology.rhel9, instances: plain }] },
  ],
  [
    '0.0.0.0-255.255.255.255',
    { os: 'Debian GNU/Linux 12', technologies: [{ id: technology.debian12, instances: plain }] },
  ],
];

/** Addresses whose scan of three days ago left rows behind. */
const scannedBefore =
  '10.20.30.40-10.20.30.46,10.20.30.60,10.20.40.10-10.20.40.12,10.20.50.10,10.50.1.20-10.50.1.21';

const day = 86_400_000;

function newHost(id: number, ip: number, tracking: Host['tracking'], openedAt: number): Host {
  const platform = platformRows.find(([list]) => contains(ranges(list), ip))?.[1];
  const known = contains(ranges(scannedBefore), ip);
  return {
    id,
    ip,
    tracking,
    dns: `${formatAddress(ip).replaceAll('.', '-')}.acme.test`,
    os: platform?.os ?? '',
    technologies: platform?.technologies ?? [],
    lastScanAt: known ? openedAt - 3 * day : undefined,
    processedAt: undefined,
    loads: [],
    hasOldRows: known,
  };
}

/** The hosts that were scanned before the account was opened. */
export function hosts(openedAt: number): Host[] {
  return ranges(scannedBefore)
    .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
    .map((ip, index) => {
      const tracking = ip >= address('10.50.0.0') ? 'INSTANCE_ID' : 'IP';
      return newHost(3301 + index, ip, tracking, openedAt);
    });
}

/** The host of an address and tracking method; a first scan makes it known. */
export function hostFor(account: Account, ip: number, tracking: Host['tracking']): Host {
  const known = account.hosts.find((host) => host.ip === ip && host.tracking === tracking);
  if (known !== undefined) return known;
  const host = newHost(3301 + account.hosts.length, ip, tracking, account.openedAt);
  account.hosts.push(host);
  return host;
}
