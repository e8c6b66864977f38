import { createHash } from 'node:crypto';
import type { ControlLine, Result } from '../workflow/result.js';

/**
 * The same for the same control, host, technology and instance in every run. EC2 instances get other addresses when
 * they start, so they go by Qualys' id of the host.
 */
export function rowFingerprint(
  { policyId, cid, host, technology, instance }: ControlLine,
  target: Result['target']['type'],
): string {
  const name = target === 'ec2' ? host.id : host.ip;
  const key = JSON.stringify([policyId, cid, name, technology, instance]);
  return createHash('sha256').update(key).digest('hex');
}
