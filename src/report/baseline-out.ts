import { hostKey } from './compare.js';
import type { ReportInput } from './report-input.js';

/** Every row that fails the build now, or is held back by a baseline already, as a baseline file. */
export async function* baselineFile({ result, rows }: ReportInput): AsyncGenerator<string> {
  const { type } = result.target;
  const seen = new Set<string>();
  let count = 0;
  yield '{\n  "version": 1,\n  "entries": [';
  for await (const { policyId, cid, technology, instance, host, counts, why } of rows()) {
    if (counts !== 'fail' && why !== 'baseline') continue;
    const entry = JSON.stringify({ policyId, cid, technology, instance, host: hostKey(host.ip, type) });
    // Only without addresses can two rows be one entry.
    if (type === 'ec2') {
      if (seen.has(entry)) continue;
      seen.add(entry);
    }
    yield `${count === 0 ? '' : ','}\n    ${entry}`;
    count += 1;
  }
  yield `${count === 0 ? '' : '\n  '}]\n}\n`;
}
