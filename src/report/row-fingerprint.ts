import { createHash } from 'node:crypto';
import type { ControlLine } from '../workflow/result.js';

/** The same for the same control, host, technology and instance in every run. */
export function rowFingerprint({ policyId, cid, host, technology, instance }: ControlLine): string {
  const key = JSON.stringify([policyId, cid, host.ip, technology, instance]);
  return createHash('sha256').update(key).digest('hex');
}
