import type { PostureHost } from '../qualys/posture.js';

/**
 * Of an EC2 target's hosts, the ids to keep when Qualys has the same address twice: as the instance and as a plain
 * IP (fact sheet 19). Undefined when no address is there twice.
 */
export function trackedAsInstances(
  hosts: ReadonlyMap<string, Pick<PostureHost, 'ip' | 'trackingMethod'>>,
): ReadonlySet<string> | undefined {
  const isInstance = (method: string | undefined) => method !== undefined && /instance|ec2/i.test(method);
  const asInstance = new Set(
    [...hosts.values()].filter(({ trackingMethod }) => isInstance(trackingMethod)).map(({ ip }) => ip),
  );
  const kept = [...hosts].filter(
    ([, { ip, trackingMethod }]) => isInstance(trackingMethod) || !asInstance.has(ip),
  );
  return kept.length === hosts.size ? undefined : new Set(kept.map(([id]) => id));
}
