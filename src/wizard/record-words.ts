import { IpSet } from '../net/ip-set.js';
import type { AuthRecord } from '../qualys/resources/auth-records.js';

/** Whether a record is there, and what a run does to it: one sentence each. */
export function recordWords(found: AuthRecord | undefined, title: string): readonly string[] {
  if (found === undefined) return [`${title} does not exist and will be created.`];
  const count = found.ips === '' ? 0n : IpSet.parse(found.ips).count;
  const serves = `user ${found.username}, ${count} ${count === 1n ? 'address' : 'addresses'}`;
  return [
    `${title} exists: ${serves}.`,
    'It will be updated with these answers; other addresses that it serves stay in it.',
  ];
}
