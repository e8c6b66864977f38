import { expect, test } from 'vitest';
import { foEndpoint } from '../../src/simulator/exchange.js';
import type { JournalEntry } from '../../src/simulator/journal.js';
import { openWorkplace } from '../support/engine.js';

const look = 'compliance/posture/info list';

/** Calls by name, and how often; polls are left out, and so is what a second look at posture costs. */
function tally(journal: readonly JournalEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { path, action } of journal) {
    const endpoint = foEndpoint(path)?.endpoint ?? path;
    const name = `${endpoint}${action === undefined ? '' : ` ${action}`}`;
    if (name !== 'scan/compliance list') counts[name] = (counts[name] ?? 0) + 1;
  }
  // Some of the policies have no rows for the host; that is settled by LAST_EVALUATED and a second look.
  expect(counts[look]).toBeLessThanOrEqual(2);
  counts['compliance/policy list'] = (counts['compliance/policy list'] ?? 0) - ((counts[look] ?? 0) - 1);
  counts[look] = 1;
  return counts;
}

test('API calls for one host and 10 policies, first run / later runs: the lean plan of the fact sheet, plus at most three reads for the plan', async () => {
  const place = await openWorkplace({ config: { scan: { optionProfile: { id: '51499', title: null } } } });
  const ids = place.simulator.account.optionProfiles.find(({ id }) => id === 51499)?.policyIds.slice(0, 10);
  expect(ids).toHaveLength(10);
  place.writeConfig({ scan: { policies: ids?.map((id) => ({ id: String(id) })) } });
  const first = await place.run();
  expect(first.code, first.stderr).toBeLessThanOrEqual(4);
  const plan = {
    '/auth': 1,
    'asset/group list': 1,
    'compliance/policy list': 1,
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
  expect(tally(place.simulator.journal.slice(before))).toEqual({ ...plan, ...reads });
});
