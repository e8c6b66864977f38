import type { IpSet } from '../net/ip-set.js';

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
