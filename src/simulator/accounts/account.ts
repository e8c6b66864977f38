import type { Ipv4Range } from '../ipv4.js';

/** One control of the catalogue. */
export interface Control {
  readonly cid: number;
  readonly statement: string;
  /** 1 minimal to 5 urgent, 0 undefined. */
  readonly criticality: number;
  readonly technologies: readonly number[];
  /** What a passing host has, and what a failing one had instead. */
  readonly expected: string;
  readonly found: string;
}

/** A compliance policy. */
export interface Policy {
  readonly id: number;
  title: string;
  readonly cids: readonly number[];
  status: 'active' | 'inactive';
  locked: boolean;
  groupIds: number[];
  /** Addresses of groups that have left: their rows stay until the next evaluation (fact sheet 14.2). */
  leftRanges?: readonly Ipv4Range[];
  modifiedAt: number;
  /** Undefined when it was never evaluated. */
  evaluatedAt: number | undefined;
}

/** A compliance option profile; without policies it scans everything. */
export interface OptionProfile {
  readonly id: number;
  readonly title: string;
  readonly policyIds: readonly number[];
}

/** A scanner appliance. */
export interface Appliance {
  readonly id: number;
  readonly name: string;
  readonly online: boolean;
  readonly softwareVersion: string;
  /** `bare` has only what brief output has; empty elements are written for `empty`. */
  readonly kind: 'plain' | 'empty' | 'ec2' | 'ec2-partly-known' | 'azure' | 'gce';
  /** Text: leading zeros count. */
  readonly accountId?: string;
  readonly region?: string;
}

/** An asset group. */
export interface AssetGroup {
  readonly id: number;
  title: string;
  readonly owner: string;
  ranges: Ipv4Range[];
  comments: string;
  changedAt: number;
}

/** An authentication record; its password never leaves the account. */
export interface AuthRecord {
  readonly id: number;
  readonly platform: 'unix' | 'windows';
  title: string;
  username: string;
  password: string | undefined;
  domain: string | undefined;
  readonly domainType: 'none' | 'netbios' | 'active-directory';
  comments: string;
  ranges: Ipv4Range[];
  readonly createdAt: number;
  readonly createdBy: string;
  changedAt: number;
}

/** An AWS connector. */
export interface Connector {
  readonly id: number;
  readonly name: string;
  readonly uuid: string;
  readonly accountId: string;
  state: string;
  disabled: boolean;
  lastSync: number | undefined;
  lastError: string | undefined;
  /** When the run that is under way ends, and how. */
  run: { endsAt: number; ends: string } | undefined;
}

/** What one connector saw of an instance. */
export interface InstanceSource {
  readonly instanceId: string;
  readonly accountId: string;
  state: string;
  readonly region: string;
  readonly privateIp: string | undefined;
  lastUpdated: number;
  /** In AWS; none without it. */
  tags?: readonly { readonly key: string; readonly value: string }[];
}

/** An EC2 instance as an asset. */
export interface Instance {
  readonly assetId: number;
  readonly name: string;
  readonly sources: readonly InstanceSource[];
  /** An instance that only a run of this connector makes known. */
  unknownUntilRunOf: number | undefined;
}

/** The data of one scan of a host, as it reached the account. */
export interface Load {
  /** Launch of the scan, the date that its rows bear (fact sheet 16.4). */
  readonly scannedAt: number;
  readonly loadedAt: number;
}

/** A host that was scanned; one address can belong to two of them, by tracking method. */
export interface Host {
  readonly id: number;
  /** A number, see `Ipv4Range`. */
  readonly ip: number;
  readonly tracking: 'IP' | 'INSTANCE_ID';
  readonly dns: string;
  readonly os: string;
  /** Technology ids with the instances of each; an empty text is a row without INSTANCE. */
  readonly technologies: readonly { readonly id: number; readonly instances: readonly string[] }[];
  lastScanAt: number | undefined;
  /** The results of the last successful scan have been processed; undefined: those of an older one are shown. */
  processedAt: number | undefined;
  /** The scans whose data has been loaded, in order; what a policy shows of them is decided by its evaluation. */
  loads: readonly Load[];
  /** Whether rows of a scan long ago exist. */
  readonly hasOldRows: boolean;
}

/** The outcome of a scan at a host. */
export type HostFate =
  | 'ok'
  | 'auth-failed'
  | 'insufficient'
  | 'not-alive'
  | 'dropped'
  /** Alive, and in none of the lists. */
  | 'not-attempted';

/** A compliance scan; its state follows from the time since its launch. */
export interface Scan {
  readonly id: number;
  readonly reference: string;
  readonly title: string;
  readonly userLogin: string;
  readonly launchedAt: number;
  readonly target: string;
  readonly optionTitle: string;
  readonly scannerName: string;
  readonly offline: boolean;
  readonly groupTitles: readonly string[];
  readonly hosts: readonly {
    readonly ip: number;
    readonly tracking: Host['tracking'];
    readonly fate: HostFate;
  }[];
  canceledAt: number | undefined;
  pausedAt: number | undefined;
  deleted: boolean;
  /** Whether its results have reached the hosts. */
  settled: boolean;
}

/** Everything the subscription holds: live, and readable and writable by tests. */
export interface Account {
  readonly username: string;
  password: string;
  failedLogins: number;
  /** The OIDC client of the account. */
  client: { readonly id: string; secret: string; readonly level: 'user' | 'subscription' };
  /** Tokens that the API server takes, and when each ends. */
  readonly tokens: Map<string, number>;
  modules: string[];
  /** IPs that Policy Compliance has. */
  ips: Ipv4Range[];
  /** Addresses that may still be added. */
  licences: number;
  controls: Map<number, Control>;
  policies: Policy[];
  optionProfiles: OptionProfile[];
  appliances: Appliance[];
  groups: AssetGroup[];
  records: AuthRecord[];
  connectors: Connector[];
  instances: Instance[];
  hosts: Host[];
  scans: Scan[];
  /** The next unused number for an object. */
  nextId: number;
  /** When the account was opened: everything older is days old. */
  readonly openedAt: number;
}

/** Takes a number for a new object. */
export function takeId(account: Account): number {
  account.nextId += 1;
  return account.nextId;
}
