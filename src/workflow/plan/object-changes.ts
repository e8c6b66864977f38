import type { HostRecord, OwnHostRecord } from '../../config/host-record.js';
import { IpSet } from '../../net/ip-set.js';
import type { AuthRecord, AuthRecordChange } from '../../qualys/resources/auth-records.js';

export type AssetGroupChange = { readonly setIps: string } | { readonly addIps: string };

/**
 * How the group becomes the target: exactly its IPs; only grown while another scan of the job needs the old ones.
 * Undefined when nothing is to change.
 */
export function assetGroupChange(
  current: IpSet,
  target: IpSet,
  keepOthers: boolean,
): AssetGroupChange | undefined {
  if (current.equals(target)) return undefined;
  if (!keepOthers) return { setIps: target.toString() };
  const missing = target.without(current);
  return missing.isEmpty ? undefined : { addIps: missing.toString() };
}

interface NewInput {
  readonly ips: IpSet;
  readonly password: string | undefined;
}

/** What the creation of a job's own record sends. */
export function newAuthRecord(
  { platform, username, domain }: OwnHostRecord,
  { ips, password }: NewInput,
): AuthRecordChange {
  const login = password === undefined ? {} : { username, password, windowsDomain: domain };
  return { platform, ...login, ips: ips.toString() };
}

interface ChangeInput {
  readonly wanted: HostRecord;
  readonly existing: AuthRecord;
  readonly ips: IpSet;
  /** Absent: only the IPs of the record change. */
  readonly password: string | undefined;
}

/** What an update sends. IPs are only ever added: a record that serves other hosts keeps them. */
export function authRecordChange({ wanted, existing, ips, password }: ChangeInput): AuthRecordChange {
  const { platform } = existing;
  const missing = ips.without(IpSet.parse(existing.ips));
  const addIps = missing.isEmpty ? {} : { addIps: missing.toString() };
  // A record of an Active Directory finds its hosts by its domain, and Qualys refuses addresses and another type of
  // domain for it (fact sheet 12.1).
  if (wanted.existing !== undefined || password === undefined)
    return existing.activeDirectory ? { platform } : { platform, ...addIps };
  const { username, domain } = wanted;
  const login = { platform, password, ...(existing.username === username ? {} : { username }) };
  if (existing.activeDirectory) return login;
  return {
    ...login,
    ...(domain === undefined || existing.windowsDomain === domain ? {} : { windowsDomain: domain }),
    ...addIps,
  };
}
