import { describe, expect, test } from 'vitest';
import { useSimulator } from '../../support/simulator.js';
import { all, first, post, scanned } from '../session.js';

const endpoint = 'compliance/posture/info';
const host = '10.20.30.40';

describe('12,000 rows', () => {
  const simulator = useSimulator({ scenario: 'many-pages' });

  test('come on three pages of at most 5,000, each naming the next on another host of the platform', async () => {
    await scanned(simulator(), host);
    const ids: string[] = [];
    const pages: number[] = [];
    let more: Record<string, string> = {};
    for (;;) {
      const page = await post(simulator(), endpoint, {
        action: 'list',
        policy_id: '5101',
        ips: host,
        ...more,
      });
      const rows = all(page.text, 'INFO');
      pages.push(rows.length);
      ids.push(...rows.map((row) => first(row, 'ID') ?? ''));
      const url = first(page.text, 'URL');
      if (url === undefined) break;
      expect(first(page.text, 'WARNING')).toContain('<CODE>1980</CODE>');
      const next = new URL(url);
      expect(next.host).not.toBe(new URL(simulator().url).host);
      more = { id_min: next.searchParams.get('id_min') ?? '' };
    }
    expect(pages).toEqual([5000, 5000, 2000]);
    expect(new Set(ids).size).toBe(12_000);
    expect(ids).toEqual(ids.toSorted((a, b) => Number(a) - Number(b)));
  });

  test('truncation_limit=0 sends all of them at once', async () => {
    await scanned(simulator(), host);
    const page = await post(simulator(), endpoint, {
      action: 'list',
      policy_id: '5101',
      ips: host,
      truncation_limit: '0',
    });
    expect(all(page.text, 'INFO')).toHaveLength(12_000);
    expect(first(page.text, 'WARNING')).toBeUndefined();
  });
});

describe('two long answers that nobody reads', () => {
  const simulator = useSimulator({ scenario: 'many-pages' });

  test('keep a third call out with 1960', async () => {
    await scanned(simulator(), host);
    const { url, credentials } = simulator();
    const login = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    const open = () =>
      fetch(`${url}/api/2.0/fo/${endpoint}/`, {
        method: 'POST',
        headers: { authorization: `Basic ${login}`, 'x-requested-with': 'test' },
        body: new URLSearchParams({
          action: 'list',
          policy_id: '5101',
          truncation_limit: '0',
          details: 'All',
        }),
      });
    const unread = await Promise.all([open(), open()]);
    const third = await open();
    expect(third.status).toBe(409);
    expect(first(await third.text(), 'CODE')).toBe('1960');
    await Promise.all(unread.map((answer) => answer.body?.cancel()));
  });
});

describe('200,000 rows', () => {
  const simulator = useSimulator({ scenario: 'huge-posture' });

  test('are streamed without being held in memory', { timeout: 120_000 }, async () => {
    await scanned(simulator(), host);
    const { url, credentials } = simulator();
    const login = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    const answer = await fetch(`${url}/api/2.0/fo/${endpoint}/`, {
      method: 'POST',
      headers: { authorization: `Basic ${login}`, 'x-requested-with': 'test' },
      body: new URLSearchParams({ action: 'list', policy_ids: '5101,5102', ips: host }),
    });
    let rows = 0;
    let failed = 0;
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      const text = rest + decoder.decode(chunk, { stream: true });
      const end = text.lastIndexOf('</INFO>');
      const whole = end < 0 ? '' : text.slice(0, end + 7);
      rows += whole.split('</INFO>').length - 1;
      failed += whole.split('<STATUS>Failed').length - 1;
      rest = text.slice(whole.length);
    }
    expect({ rows, failed }).toEqual({ rows: 200_000, failed: 1 });
    expect(rest).toContain('</POSTURE_INFO_LIST_OUTPUT>');
  });
});

async function statuses(
  simulator: Parameters<typeof post>[0],
  params: Record<string, string>,
): Promise<string[]> {
  const answer = await post(simulator, endpoint, { action: 'list', ips: host, ...params });
  return all(answer.text, 'INFO').map((row) => `${first(row, 'CONTROL_ID')} ${first(row, 'STATUS')}`);
}

describe('late posture', () => {
  const simulator = useSimulator({ scenario: 'late-posture' });

  test('shows old rows at the first look, fresh ones at the second', async () => {
    await scanned(simulator(), host);
    const launchedAt = simulator().account.scans[0]?.launchedAt ?? 0;
    const looks = [];
    for (let look = 0; look < 2; look += 1) {
      const { text } = await post(simulator(), endpoint, {
        action: 'list',
        policy_ids: '5101,5102',
        ips: host,
      });
      looks.push({
        failed: text.split('>Failed<').length - 1,
        fresh: all(text, 'EVALUATION_DATE').every((date) => Date.parse(date) >= launchedAt - 1000),
        scan: Date.parse(first(text, 'LAST_COMPLIANCE_SCAN_DATETIME') ?? '') >= launchedAt - 1000,
      });
    }
    expect(looks).toEqual([
      { failed: 0, fresh: false, scan: false },
      { failed: 5, fresh: true, scan: true },
    ]);
  });
});

describe('rows', () => {
  const simulator = useSimulator({ scenario: 'instances-and-technologies' });

  test('of one control on several technologies and instances are several rows', async () => {
    await scanned(simulator(), '10.20.30.60', '51503');
    const { text } = await post(simulator(), endpoint, {
      action: 'list',
      policy_id: '5303',
      ips: '10.20.30.60',
    });
    const rows = all(text, 'INFO').map((row) =>
      ['CONTROL_ID', 'TECHNOLOGY_ID', 'INSTANCE', 'STATUS'].map((name) => first(row, name)).join(' '),
    );
    expect(rows).toEqual([
      '5201 310  Passed',
      '5201 17 Oracle19:1:1521:orcl Passed',
      '5201 17 Oracle19:1:1522:hr Failed',
      '5202 17 Oracle19:1:1521:orcl Failed',
      '5202 17 Oracle19:1:1522:hr Passed',
      '5203 17 Oracle19:1:1521:orcl Passed',
      '5203 17 Oracle19:1:1522:hr Passed',
    ]);
  });
});

describe('filters of posture', () => {
  const simulator = useSimulator({ scenario: 'fail' });

  test('by control, status and criticality leave the rows that meet all of them', async () => {
    await scanned(simulator(), host);
    expect(await statuses(simulator(), { policy_id: '5101', control_ids: '1140-1142' })).toEqual([
      '1140 Passed',
      '1141 Failed',
      '1142 Passed',
    ]);
    expect(
      await statuses(simulator(), { policy_id: '5101', status: 'Failed', criticality_values: '1,3' }),
    ).toEqual(['411 Failed', '11411 Failed']);
  });

  test('by an evaluation date leave fresh rows', async () => {
    const before = await statuses(simulator(), {
      policy_id: '5101',
      evaluation_date: new Date().toISOString().slice(0, 10),
    });
    expect(before).toEqual([]);
  });

  test('a group that the policy does not hold can choose hosts, not add them', async () => {
    const all5101 = await statuses(simulator(), { policy_id: '5101', asset_group_ids: '771303' });
    expect(all5101).toHaveLength(12);
    const other = await statuses(simulator(), { policy_id: '5201', asset_group_ids: '771303' });
    expect(other).toEqual([]);
  });
});
