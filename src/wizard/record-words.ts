import { IpSet } from '../net/ip-set.js';
import type { AuthRecord } from '../qualys/resources/auth-records.js';

/** Whether a record is there, and what a run does to it: one sentence each. */
export function recordWords(found: AuthRecord | undefined, title: string): readonly string[] {
  if (found === undefined) return [`${title} does not exist and will be created.`];
  const [, ...serves] = recordFacts(found);
  return [
    `${title} exists: ${serves.join(', ')}.`,
    'It will be updated with these answers; other addresses that it serves stay in it.',
  ];
}

/** Kind, user and addresses of a record. */
export function recordFacts({ platform, username, ips, activeDirectory }: AuthRecord): readonly string[] {
  const count = ips === '' ? 0n : IpSet.parse(ips).count;
  const addresses = `${count} ${count === 1n ? 'address' : 'addresses'}`;
  return [
    platform === 'unix' ? 'Unix' : 'Windows',
    `user ${username}`,
    activeDirectory ? 'hosts of its domain' : addresses,
  ];
}
