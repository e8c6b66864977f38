import { describe, expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { all, first, post, scanned } from './session.js';

const both = '5101,5102';

/** The posture of a finished scan, twice. */
async function posture(scenario: string, params: Record<string, string> = {}, ips = '10.20.30.40') {
  const simulator = await startSimulator({ scenario, speed: 50 });
  try {
    await scanned(simulator, ips);
    const ask = {
      action: 'list',
      ips,
      ...(params.policy_id === undefined ? { policy_ids: both } : {}),
      ...params,
    };
    const look = async () => (await post(simulator, 'compliance/posture/info', ask)).text;
    return [await look(), await look()] as const;
  } finally {
    await simulator.close();
  }
}

/** Ids of the glossary's entries. */
function entries(text: string, name: string): (string | undefined)[] {
  return all(text, name).map((entry) => first(entry, 'ID'));
}

describe('glossaries', () => {
  test.each([
    ['glossary-in-first-policy', 0],
    ['glossary-in-last-policy', 1],
  ])('%s', async (scenario, place) => {
    const [text] = await posture(scenario);
    expect(all(text, 'POLICY').map((policy) => policy.includes('<GLOSSARY>'))).toEqual([
      place === 0,
      place === 1,
    ]);
    expect(new Set(entries(text, 'CONTROL')).size).toBe(16);
    expect(new Set(entries(text, 'HOST'))).toEqual(new Set(['3301']));
  });

  test.each([
    ['glossary-without-host', 'HOST', '3301', false],
    ['glossary-without-host-once', 'HOST', '3301', true],
    ['glossary-without-control', 'CONTROL', '1141', false],
    ['glossary-without-control-once', 'CONTROL', '1141', true],
  ])('%s', async (scenario, name, id, later) => {
    const looks = await posture(scenario);
    expect(looks.map((text) => entries(text, name).includes(id))).toEqual([false, later]);
    expect(looks.map((text) => all(text, 'INFO').length)).toEqual([16, 16]);
  });

  test('level-in-one-policy', async () => {
    const [text] = await posture('level-in-one-policy');
    const level = (entry: string | undefined) => first(entry ?? '', 'VALUE');
    const levels = all(text, 'POLICY').map((policy) =>
      level(all(policy, 'CONTROL').find((entry) => first(entry, 'ID') === '1141')),
    );
    expect(levels).toEqual(['5', '1']);
  });
});

describe('policies and rows', () => {
  test('a policy that was not asked for', async () => {
    const ids = (texts: readonly string[]) => texts.map((text) => entries(text, 'POLICY'));
    expect(ids(await posture('policy-not-asked'))).toEqual([
      ['5101', '5103', '5102'],
      ['5101', '5103', '5102'],
    ]);
    expect(ids(await posture('policy-not-asked-once'))).toEqual([
      ['5101', '5103', '5102'],
      ['5101', '5102'],
    ]);
  });

  test('a policy that is absent answers by policy_id', async () => {
    expect(entries((await posture('policy-absent'))[0], 'POLICY')).toEqual(['5101']);
    expect(all((await posture('policy-absent', { policy_id: '5102' }))[0], 'INFO')).toHaveLength(4);
  });

  test('rows and RESPONSE twice, and an empty one', async () => {
    const ids = entries((await posture('rows-twice'))[0], 'INFO');
    expect([ids.length, new Set(ids).size]).toEqual([32, 16]);
    expect(all((await posture('response-twice'))[0], 'RESPONSE')).toHaveLength(2);
    const [empty] = await posture('response-empty');
    expect(empty).toMatch(/<POSTURE_INFO_LIST_OUTPUT>\s*<RESPONSE\/>\s*<\/POSTURE_INFO_LIST_OUTPUT>/);
  });

  test('the rows of another host at the same address', async () => {
    const [text] = await posture('same-address-other-host');
    const failed = all(text, 'INFO').filter((row) => first(row, 'STATUS') === 'Failed');
    expect(failed.map((row) => first(row, 'HOST_ID'))).toEqual(['3998']);
    expect(all(text, 'IP')).toEqual(Array(4).fill('10.20.30.40'));
  });

  test('the old rows of a host that could not be logged in to', async () => {
    const [text] = await posture('set-aside-old-rows', {}, '10.20.30.40,10.20.30.41');
    const failed = all(text, 'INFO').filter((row) => first(row, 'STATUS') === 'Failed');
    expect(failed.map((row) => first(row, 'HOST_ID'))).toEqual(['3302']);
  });
});

test.each([
  ['zero-row-dates', 'EVALUATION_DATE', 16],
  ['zero-row-dates', 'LAST_PASS_DATE', 15],
  ['zero-host-date', 'LAST_COMPLIANCE_SCAN_DATETIME', 2],
  ['zero-exception-end', 'END_DATETIME', 1],
])('%s: %s', async (scenario, name, count) => {
  expect(all((await posture(scenario))[0], name)).toEqual(Array(count).fill('0000-00-00T00:00:00Z'));
});

test('of three policies one does not apply to the host', async () => {
  const simulator = await startSimulator({ scenario: 'three-policies-one-not-applicable', speed: 50 });
  try {
    expect(simulator.account.optionProfiles.find(({ id }) => id === 51_491)?.policyIds).toEqual([
      5101, 5102, 5201,
    ]);
  } finally {
    await simulator.close();
  }
});
