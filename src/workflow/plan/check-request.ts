import { PcError } from '../../errors.js';
import { MOST_INSTANCES } from './launch-limit.js';
import type { ScanRequest } from './scan-request.js';

/** @throws PcError of kind `usage` before anything is read. */
export function checkRequest({ target }: ScanRequest): void {
  if (target.type !== 'ec2' || target.ids.length <= MOST_INSTANCES) return;
  throw new PcError(`${target.ids.length} instances are too many for one scan`, {
    kind: 'usage',
    code: 'too-many-instances',
    why: `Qualys takes about ${MOST_INSTANCES} instance ids in one launch.`,
    next: 'Save the config, and run it with qualys-pc run, which makes several scans of them.',
  });
}
