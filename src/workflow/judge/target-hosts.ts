import { IpSet } from '../../net/ip-set.js';
import type { PostureHost } from '../../qualys/posture/posture.js';
import type { HostDate } from '../../qualys/resources/hosts.js';
import { isSince } from './pair-dates.js';

/** What decides which Qualys host a target is. */
export interface TargetHostsInput {
  readonly isEc2: boolean;
  /** Qualys' id of the host of an instance, by its address; absent where the asset names none. */
  readonly hostIds: ReadonlyMap<string, string>;
  readonly launchedAt: string;
}

/**
 * Which Qualys host stands for each address. One address can be several hosts, as an instance and as a plain IP, or
 * after it was given to another machine (fact sheet 19).
 */
export class TargetHosts {
  readonly #input: TargetHostsInput;
  #chosen: ReadonlyMap<string, string | undefined>;
  #others: readonly PostureHost[] = [];
  /** By address, made once for each answer: thousands of addresses are asked for one by one. */
  #inRows: ReadonlyMap<string, readonly PostureHost[]> = new Map();
  #listed: ReadonlyMap<string, readonly HostDate[]> = new Map();
  /** Dates of hosts at one address, read from the posture or from the host list. */
  readonly #dates = new Map<string, string>();

  constructor(input: TargetHostsInput) {
    this.#input = input;
    this.#chosen = input.hostIds;
  }

  /** False for a host at an address that another host stands for, or that is ambiguous. */
  isTarget(host: Pick<PostureHost, 'id' | 'ip'>): boolean {
    return !this.#chosen.has(host.ip) || this.#chosen.get(host.ip) === host.id;
  }

  /** Hosts at addresses of the target whose rows do not count. */
  get others(): readonly PostureHost[] {
    return this.#others;
  }

  /** Addresses that several hosts bear. */
  get unclear(): IpSet {
    const ips = [...this.#chosen].filter(([, id]) => id === undefined).map(([ip]) => ip);
    return IpSet.parse(ips.join(','));
  }

  /** LAST_COMPLIANCE_SCAN_DATETIME of the host that stands for the address. */
  dateOf(ip: string): string | undefined {
    const id = this.#chosen.get(ip);
    const ids = id === undefined ? this.#idsAt(ip) : [id];
    return ids
      .map((each) => this.#dates.get(each))
      .reduce((latest, date) => ((date ?? '') > (latest ?? '') ? date : latest), undefined);
  }

  /** The hosts that the posture named. @returns True when the choice has changed: the rows were read by another one. */
  noteRows(hosts: ReadonlyMap<string, PostureHost>): boolean {
    this.#inRows = byAddress(hosts.values());
    for (const { id, lastComplianceScan } of hosts.values())
      if (lastComplianceScan !== undefined) this.#dates.set(id, lastComplianceScan);
    return this.#choose();
  }

  /** The hosts that the host list named. @returns True when the choice has changed. */
  noteList(hosts: readonly HostDate[]): boolean {
    this.#listed = byAddress(hosts);
    for (const { id, lastComplianceScan } of hosts)
      if (lastComplianceScan !== undefined) this.#dates.set(id, lastComplianceScan);
    return this.#choose();
  }

  #idsAt(ip: string): string[] {
    return [...(this.#inRows.get(ip) ?? []), ...(this.#listed.get(ip) ?? [])].map(({ id }) => id);
  }

  #choose(): boolean {
    const before = this.#chosen;
    const chosen = new Map<string, string | undefined>(this.#input.hostIds);
    const others: PostureHost[] = [];
    for (const [ip, hosts] of this.#inRows) {
      if (!chosen.has(ip)) {
        if (hosts.length < 2 && hosts.every((host) => this.#canStandAlone(host))) continue;
        chosen.set(ip, this.#oneOf(hosts));
      }
      others.push(...hosts.filter(({ id }) => id !== chosen.get(ip)));
    }
    this.#chosen = chosen;
    this.#others = others;
    return [...chosen].some(([ip, id]) => !before.has(ip) || before.get(ip) !== id);
  }

  /** The only host at the address of an instance can be another machine's, unless it is tracked as an instance. */
  #canStandAlone(host: PostureHost): boolean {
    return !this.#input.isEc2 || isTrackedAsInstance(host);
  }

  /** Of an instance the host that is tracked as one, of an address the one that this scan dated. */
  #oneOf(hosts: readonly PostureHost[]): string | undefined {
    const { isEc2, launchedAt } = this.#input;
    if (isEc2) {
      const tracked = hosts.filter(isTrackedAsInstance);
      return tracked.length === 1 ? tracked[0]?.id : undefined;
    }
    const dated = hosts.filter(({ id }) => isSince(this.#dates.get(id), launchedAt));
    return dated.length === 1 ? dated[0]?.id : undefined;
  }
}

function byAddress<Host extends Pick<HostDate, 'ip'>>(hosts: Iterable<Host>): Map<string, Host[]> {
  const found = new Map<string, Host[]>();
  for (const host of hosts) {
    const known = found.get(host.ip);
    if (known === undefined) found.set(host.ip, [host]);
    else known.push(host);
  }
  return found;
}

function isTrackedAsInstance({ trackingMethod = '' }: PostureHost): boolean {
  return /instance|ec2/i.test(trackingMethod);
}
