import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { PostureHost } from '../../../src/qualys/posture/posture.js';
import { isoTime } from '../../../src/qualys/xml/iso-time.js';
import { TargetHosts } from '../../../src/workflow/judge/target-hosts.js';

/** Hosts that count how often somebody goes through all of them. */
class CountedHosts extends Map<string, PostureHost> {
  walks = 0;
  override values() {
    this.walks += 1;
    return super.values();
  }
}

test('the date of an address is found without a walk over all hosts of an estate', () => {
  const listed = new CountedHosts();
  const ips = Array.from({ length: 5_000 }, (_, index) => `10.70.${index >> 8}.${index & 255}`);
  for (const [id, ip] of ips.entries())
    listed.set(String(id), { id: String(id), ip, lastComplianceScan: `2026-05-04T10:00:00Z` });
  const hosts = new TargetHosts({ isEc2: false, hostIds: new Map(), launchedAt: '2026-05-04T09:00:00Z' });
  hosts.noteRows(listed);
  const { walks } = listed;
  for (const ip of ips) expect(hosts.dateOf(ip)).toBe('2026-05-04T10:00:00Z');
  expect(listed.walks).toBe(walks);
});

test('the time of a host keeps nothing of the answer in memory from which it was read', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const block = 65_536;
  const count = 1_000;
  const kept: (string | undefined)[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < count; index += 1) {
    const answer = Buffer.alloc(block, `${index} `).toString('latin1');
    const at = '<LAST_COMPLIANCE_SCAN_DATETIME>2026-05-04T10:01:09Z';
    kept.push(isoTime(`${answer}${at}`.slice(answer.length + at.indexOf('2026'))));
  }
  collect();
  expect(kept).toHaveLength(count);
  expect(kept[count - 1]).toBe('2026-05-04T10:01:09Z');
  expect(process.memoryUsage().heapUsed - before).toBeLessThan((count * block) / 4);
});
