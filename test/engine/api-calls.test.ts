import { expect, test } from 'vitest';
import { foEndpoint } from '../../src/simulator/exchange.js';
import { address } from '../../src/simulator/ipv4.js';
import type { JournalEntry } from '../../src/simulator/journal.js';
import { openWorkplace } from '../support/engine.js';

/** Calls by name, and how often; polls are left out. */
function tally(journal: readonly JournalEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { path, action } of journal) {
    const endpoint = foEndpoint(path)?.endpoint ?? path;
    const name = `${endpoint}${action === undefined ? '' : ` ${action}`}`;
    if (name !== 'scan/compliance list') counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test('API calls for one host and 10 policies, first run / later runs: the lean plan of the fact sheet, plus at most three reads for the plan', async () => {
  const place = await openWorkplace({ config: { scan: { optionProfile: { id: '51499', title: null } } } });
  const ids = place.simulator.account.optionProfiles.find(({ id }) => id === 51499)?.policyIds.slice(0, 10);
  expect(ids).toHaveLength(10);
  place.writeConfig({ scan: { policies: ids?.map((id) => ({ id: String(id) })) } });
  // A control of every policy applies to the host, so that one look is enough.
  const { controls, hosts } = place.simulator.account;
  const technologies = new Set([...controls.values()].flatMap((control) => control.technologies));
  const host = hosts.find(({ ip }) => ip === address('10.20.30.40'));
  Object.assign(host ?? {}, { technologies: Array.from(technologies, (id) => ({ id, instances: [''] })) });
  const first = await place.run();
  expect(first.code, first.stderr).toBeLessThanOrEqual(4);
  const plan = {
    '/auth': 1,
    'asset/group list': 1,
    // Which policies hold the group, and when each was evaluated: the date that the look needs.
    'compliance/policy list': 2,
    'scan/compliance launch': 1,
    'scan/compliance fetch': 1,
    'compliance/posture/info list': 1,
  };
  // Three reads for the plan: profiles, scanners, and the addresses that PC has, which spare adding them.
  const reads = { 'subscription/option_profile/pc list': 1, 'appliance list': 1, 'asset/ip list': 1 };
  expect(tally(place.simulator.journal)).toEqual({
    ...plan,
    ...reads,
    'asset/group add': 1,
    'compliance/policy add_asset_group_ids': 10,
  });
  const before = place.simulator.journal.length;
  const later = await place.run();
  expect(later.code, later.stderr).toBe(first.code);
  const laterCalls = tally(place.simulator.journal.slice(before));
  expect(laterCalls).toEqual({ ...plan, ...reads });
  // The lean plan (fact sheet 1.3) takes 7, and the plan three reads more.
  expect(Object.values(laterCalls).reduce((sum, calls) => sum + calls, 0)).toBeLessThanOrEqual(10);
});
