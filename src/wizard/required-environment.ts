import type { WrittenConfig } from '../config/schema.js';

/** Variables that a pipeline must set for this config, in the order in which a run needs them. */
export function requiredEnvironment({ credentials, proxy, scan }: WrittenConfig): readonly string[] {
  const references = [credentials?.password, proxy?.password, scan.authRecord?.password];
  const secrets = references.flatMap((reference) => /^env:(.+)$/.exec(reference ?? '')?.[1] ?? []);
  const targets = scan.target.type === 'host' ? scan.target.ips : scan.target.instanceIds;
  const inTargets = targets.flatMap((target) => /^env\.(.+)$/.exec(target)?.[1] ?? []);
  return [...new Set([...secrets, ...inTargets])];
}
