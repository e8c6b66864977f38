import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../../src/simulator/error-answers.js';
import { isScenario, scenarios, startSimulator } from '../../src/simulator/start-simulator.js';
import { useSimulator } from '../support/simulator.js';
import { all, first, post, qps, scanned, scanUntil } from './session.js';

const host = '10.20.30.40';
const named = scenarios.filter(({ name }) => !name.startsWith('error-'));

async function withScenario<T>(
  scenario: string,
  use: (simulator: Awaited<ReturnType<typeof startSimulator>>) => Promise<T>,
): Promise<T> {
  const simulator = await startSimulator({ scenario, speed: 50 });
  try {
    return await use(simulator);
  } finally {
    await simulator.close();
  }
}

test('every scenario has a name of its own in kebab-case and one line of title', () => {
  expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
  for (const { name, title } of named) {
    expect(name).toMatch(/^[a-z0-9]+([-.][a-z0-9]+)*$/);
    expect(title).toMatch(/^[^\n]{10,120}$/);
  }
});

test.each(named)('the scenario $name starts', async ({ name }) => {
  expect(await withScenario(name, async ({ url }) => url)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('every scenario of the README’s tables exists', async () => {
  const readme = await readFile(new URL('../../src/simulator/README.md', import.meta.url), 'utf8');
  const tables = readme.slice(readme.indexOf('## Open questions'));
  const words = [...tables.matchAll(/`([a-z0-9]+(?:-[a-z0-9.]+)*(?:[/@][a-z0-9/:_-]+)?)`/g)].map(
    ([, word = '']) => word,
  );
  const missing = words
    .filter((word) => word.includes('-') || word === 'pass')
    .filter((word) => !isScenario(word));
  expect(words.length).toBeGreaterThan(60);
  expect(missing).toEqual([]);
});

test('an unknown scenario is an error that names it', async () => {
  await expect(startSimulator({ scenario: 'no-such' })).rejects.toThrow('no-such');
});

describe('the family of error codes', () => {
  test.each(errorCodes)('answers the list of option profiles with %i', async (code) => {
    await withScenario(`error-${code}`, async (simulator) => {
      const { text } = await post(simulator, 'subscription/option_profile/pc', { action: 'list' });
      expect(first(text, 'CODE')).toBe(String(code));
      expect(text).not.toMatch(/^<\?xml/);
    });
  });

  test('takes a status, a number of times and a call', async () => {
    await withScenario('error-2000/409x1@asset/group:list', async (simulator) => {
      const answers = [];
      for (let call = 0; call < 2; call += 1)
        answers.push(await post(simulator, 'asset/group', { action: 'list' }));
      expect(answers.map(({ status }) => status)).toEqual([409, 200]);
    });
  });
});

describe('scans', () => {
  test.each([
    ['scan-error', 'Error', undefined],
    ['scan-canceled', 'Canceled', undefined],
    ['scan-no-host', 'Finished', 'No_Host'],
    ['host-not-alive', 'Finished', 'No_Host'],
    ['scan-paused', 'Paused', undefined],
  ])('in the scenario %s end as %s', async (scenario, state, subState) => {
    await withScenario(scenario, async (simulator) => {
      await post(simulator, 'scan/compliance', { action: 'launch', option_id: '51491', ip: host });
      const list = await scanUntil(simulator, (text) => first(text, 'STATE') === state);
      expect(first(list, 'SUB_STATE')).toBe(subState);
    });
  });

  test('whose answer is lost exist all the same, and only once', async () => {
    await withScenario('launch-answer-lost', async (simulator) => {
      const launch = { action: 'launch', option_id: '51491', ip: host };
      await expect(post(simulator, 'scan/compliance', launch)).rejects.toThrow();
      expect(simulator.account.scans).toHaveLength(1);
      expect(simulator.journal).toMatchObject([{ action: 'launch', changes: true, status: 0 }]);
    });
  });

  test('are invisible for two looks, then there', async () => {
    await withScenario('launch-invisible', async (simulator) => {
      await post(simulator, 'scan/compliance', { action: 'launch', option_id: '51491', ip: host });
      const seen = [];
      for (let look = 0; look < 3; look += 1) {
        seen.push(all((await post(simulator, 'scan/compliance', { action: 'list' })).text, 'SCAN').length);
      }
      expect(seen).toEqual([0, 0, 1]);
    });
  });

  test('are cancelled a moment after Qualys says so', async () => {
    await withScenario('scan-slow', async (simulator) => {
      await post(simulator, 'scan/compliance', { action: 'launch', option_id: '51491', ip: host });
      const scan_ref = simulator.account.scans[0]?.reference ?? '';
      const canceled = await post(simulator, 'scan/compliance', { action: 'cancel', scan_ref });
      expect(first(canceled.text, 'TEXT')).toBe('Canceling scan');
      await scanUntil(simulator, (text) => first(text, 'STATE') === 'Canceled', { scan_ref });
    });
  });
});

describe('authentication', () => {
  test.each([
    ['auth-failure-in-range', 'FAILED', '10.20.30.41-10.20.30.42'],
    ['auth-failure-in-list', 'FAILED', '10.20.30.41 , 10.20.30.44'],
    ['auth-instance', 'FAILED', '10.20.30.41 (Port 1521, SID orcl)'],
    ['insufficient-privileges', 'INSUFFICIENT', '10.20.30.40'],
  ])('in the scenario %s is written in its own way', async (scenario, list, written) => {
    await withScenario(scenario, async (simulator) => {
      const scan_ref = await scanned(simulator, '10.20.30.40-10.20.30.44');
      const { text } = await post(simulator, 'scan/compliance', { action: 'fetch', scan_ref });
      expect(first(text, list)).toContain(written);
    });
  });

  test('that fails leaves the rows of the older scan in place', async () => {
    await withScenario('auth-failure', async (simulator) => {
      await scanned(simulator, host);
      const { text } = await post(simulator, 'compliance/posture/info', {
        action: 'list',
        policy_id: '5101',
        ips: host,
      });
      const launchedAt = simulator.account.scans[0]?.launchedAt ?? 0;
      expect(all(text, 'INFO')).toHaveLength(12);
      expect(all(text, 'EVALUATION_DATE').every((date) => Date.parse(date) < launchedAt - 86_400_000)).toBe(
        true,
      );
    });
  });

  test('without a record for the host is not tried', async () => {
    await withScenario('pass', async (simulator) => {
      await post(simulator, 'asset/ip', { action: 'add', ips: '10.20.33.7', enable_pc: '1' });
      const scan_ref = await scanned(simulator, '10.20.33.7');
      const { text } = await post(simulator, 'scan/compliance', { action: 'fetch', scan_ref });
      expect(text).toContain('<APPENDIX>');
      expect(text).not.toContain('AUTHENTICATION>');
    });
  });
});

describe('writing', () => {
  const record = { title: 'Jenkins_unix_payments-api', username: 'scan', password: 'x', ips: host };

  test('a record whose title a parallel build takes is refused', async () => {
    await withScenario('record-taken', async (simulator) => {
      const taken = await post(simulator, 'auth/unix', { action: 'create', ...record });
      expect([taken.status, first(taken.text, 'CODE')]).toEqual([400, '1905']);
    });
    await withScenario('batch-code', async (simulator) => {
      const taken = await post(simulator, 'auth/unix', { action: 'create', ...record });
      expect([taken.status, first(first(taken.text, 'BATCH') ?? '', 'CODE')]).toEqual([200, '1905']);
    });
  });

  test('the same values once more are nothing to change', async () => {
    await withScenario('pass', async (simulator) => {
      const created = await post(simulator, 'auth/unix', { action: 'create', ...record });
      const ids = first(first(created.text, 'ID_SET') ?? '', 'ID') ?? '';
      const { title: _title, ...same } = record;
      const updated = await post(simulator, 'auth/unix', { action: 'update', ids, ...same });
      expect(first(updated.text, 'TEXT')).toContain('nothing to change');
      const changed = await post(simulator, 'auth/unix', { action: 'update', ids, add_ips: '10.20.30.42' });
      expect(first(changed.text, 'TEXT')).toContain('Successfully Updated');
    });
  });

  test('a title filter of records is a substring, of groups the whole title', async () => {
    await withScenario('pass', async (simulator) => {
      const records = await post(simulator, 'auth/unix', { action: 'list', title: 'unix_payments-api' });
      expect(all(records.text, 'AUTH_UNIX')).toHaveLength(2);
      const groups = await post(simulator, 'asset/group', {
        action: 'list',
        title: 'Jenkins_AG_payments-api',
      });
      expect(groups.text).not.toContain('ASSET_GROUP_LIST>');
    });
  });

  test('more than 1,000 records and groups come with a warning and the next id', async () => {
    await withScenario('many-records', async (simulator) => {
      for (const [endpoint, item] of [
        ['auth/unix', 'AUTH_UNIX'],
        ['asset/group', 'ASSET_GROUP'],
      ] as const) {
        const page = await post(simulator, endpoint, { action: 'list' });
        expect(all(page.text, item)).toHaveLength(1000);
        const id_min = /id_min=(\d+)/.exec(page.text)?.[1] ?? '';
        const rest = await post(simulator, endpoint, { action: 'list', id_min });
        expect(first(rest.text, 'WARNING')).toBeUndefined();
        expect(rest.text).toContain('payments-api');
      }
    });
  });

  test('no licence left refuses a new IP and takes a known one', async () => {
    await withScenario('no-licence', async (simulator) => {
      const add = { action: 'add', enable_pc: '1' };
      expect((await post(simulator, 'asset/ip', { ...add, ips: host })).status).toBe(200);
      expect((await post(simulator, 'asset/ip', { ...add, ips: '10.20.33.7' })).status).toBe(400);
    });
  });
});

describe('huge lists', () => {
  const simulator = useSimulator({ scenario: 'huge-lists' });

  test('of ten thousand entries come whole, policies in one answer too, connectors in pages', async () => {
    const profiles = await post(simulator(), 'subscription/option_profile/pc', { action: 'list' });
    expect(all(profiles.text, 'OPTION_PROFILE').length).toBeGreaterThan(10_000);
    const policies = await post(simulator(), 'compliance/policy', { action: 'list' });
    expect(all(policies.text, 'POLICY').length).toBeGreaterThan(10_000);
    expect(first(policies.text, 'WARNING')).toBeUndefined();
    const body =
      '<ServiceRequest><preferences><limitResults>1000</limitResults></preferences></ServiceRequest>';
    const connectors = await qps(simulator(), '2.0/search/am/awsassetdataconnector', body);
    expect(first(connectors.text, 'count')).toBe('1000');
  });
});

test('a test can delay, drop, replace and change answers', async () => {
  await withScenario('pass', async (simulator) => {
    simulator.intercept(({ params }) =>
      params.name === 'changed'
        ? { kind: 'change', change: (answer) => ({ ...answer, status: 418 }) }
        : undefined,
    );
    simulator.intercept(async ({ params }) =>
      params.name === 'dropped' ? { kind: 'drop', when: 'before' } : undefined,
    );
    expect((await post(simulator, 'appliance', { action: 'list', name: 'changed' })).status).toBe(418);
    await expect(post(simulator, 'appliance', { action: 'list', name: 'dropped' })).rejects.toThrow();
    expect((await post(simulator, 'appliance', { action: 'list' })).status).toBe(200);
  });
});

test('an EC2 host is tracked by its instance and has the private IP', async () => {
  await withScenario('pass', async (simulator) => {
    const group = await post(simulator, 'asset/group', { action: 'add', title: 'a', ips: '10.50.1.20' });
    const asset_group_ids = first(group.text, 'VALUE') ?? '';
    await post(simulator, 'compliance/policy', {
      action: 'add_asset_group_ids',
      id: '5101',
      asset_group_ids,
    });
    await post(simulator, 'scan/compliance', {
      action: 'launch',
      option_id: '51491',
      connector_name: 'prod',
      ec2_endpoint: 'eu-central-1',
      ec2_instance_ids: 'i-0a11b22c33d44e55f',
      iscanner_name: 'ec2-scan-01',
    });
    await scanUntil(simulator, (list) => first(list, 'PROCESSED') === '1');
    const { text } = await post(simulator, 'compliance/posture/info', {
      action: 'list',
      policy_id: '5101',
      asset_group_ids,
    });
    const entry = first(text, 'HOST') ?? '';
    expect([first(entry, 'IP'), first(entry, 'TRACKING_METHOD')]).toEqual(['10.50.1.20', 'INSTANCE_ID']);
    expect(all(text, 'STATUS')).toEqual(Array(12).fill('Passed'));
  });
});
