import { IpSet } from '../../net/ip-set.js';
import type { AuthRecord, AuthRecordChange } from '../../qualys/resources/auth-records.js';
import type { ScanRequest } from './scan-request.js';

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

export interface AuthRecordInput {
  readonly wanted: NonNullable<ScanRequest['authRecord']>;
  readonly existing: AuthRecord | undefined;
  readonly ips: IpSet;
  /** Absent: the record must exist, and only its IPs change. */
  readonly password: string | undefined;
}

/** What a create or update sends. IPs are only ever added: a record that serves other hosts keeps them. */
export function authRecordChange({ wanted, existing, ips, password }: AuthRecordInput): AuthRecordChange {
  const { platform, username, domain } = wanted;
  const login =
    password === undefined
      ? {}
      : { username, password, ...(domain === undefined ? {} : { windowsDomain: domain }) };
  if (existing === undefined) return { platform, ...login, ips: ips.toString() };
  const missing = ips.without(IpSet.parse(existing.ips));
  const sameUser = existing.username === username;
  const credentials = {
    platform,
    ...(password === undefined ? {} : { password }),
    ...(password === undefined || sameUser ? {} : { username }),
  };
  // Its domain finds the hosts, and Qualys refuses addresses and another type of domain for it (fact sheet 12.1).
  if (existing.activeDirectory) return credentials;
  return {
    ...credentials,
    ...(password === undefined || domain === undefined || existing.windowsDomain === domain
      ? {}
      : { windowsDomain: domain }),
    ...(missing.isEmpty ? {} : { addIps: missing.toString() }),
  };
}
