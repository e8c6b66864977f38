import { expect, test } from 'vitest';
import type { AuthRecord } from '../../src/simulator/accounts/account.js';
import { address } from '../../src/simulator/ipv4.js';
import { openWorkplace, type Tree, type Workplace } from '../support/engine.js';

function keep(place: Workplace, record: Partial<AuthRecord> & Pick<AuthRecord, 'id' | 'title'>): void {
  place.simulator.account.records.push({
    platform: 'unix',
    username: 'vault-user',
    password: undefined,
    domain: undefined,
    domainType: 'none',
    comments: '',
    ranges: [{ first: address('10.20.30.1'), last: address('10.20.30.1') }],
    createdAt: 0,
    createdBy: 'acme2ab1',
    changedAt: 0,
    ...record,
  });
}

const named = (authRecord: Tree): Tree => ({ scan: { authRecord } });
const recordCalls = ({ simulator }: Workplace) =>
  simulator.journal
    .filter(({ path, changes }) => path.includes('/fo/auth/') && changes)
    .map(({ path, action, params: { action: _action, ...params } }) => ({
      path: path.replace(/^.*\/fo/, ''),
      action,
      params,
    }));

test('a record that existing names by its title gains the IPs of the target, and nothing else of it changes', async () => {
  const place = await openWorkplace({ config: named({ existing: 'Linux by VAULT' }) });
  keep(place, { id: 70_001, title: 'Linux by vault' });
  keep(place, { id: 70_002, title: 'Linux by vault, old' });
  const checked = await place.here(['check']);
  expect(checked.code, checked.stderr).toBe(0);
  expect(checked.stdout).toContain('update auth record Linux by vault');
  expect(checked.stdout).toContain('user vault-user, IP 10.20.30.1 -> IP 10.20.30.40 added');
  expect(recordCalls(place)).toEqual([]);
  const ran = await place.here(['run'], {
    env: { QUALYS_HOST_USERNAME: 'other', QUALYS_HOST_PASSWORD: 'other' },
  });
  expect(ran.code, ran.stderr).toBe(0);
  expect(recordCalls(place)).toEqual([
    { path: '/auth/unix/', action: 'update', params: { ids: '70001', add_ips: '10.20.30.40' } },
  ]);
  expect((await place.result()).authRecord).toEqual({
    id: '70001',
    title: 'Linux by vault',
    platform: 'unix',
    username: 'vault-user',
  });
  const again = await place.here(['check']);
  expect(again.stdout).toContain('leave as they are: Linux by vault');
});

test('it is found by its id too, by a flag over the record of the file; that of an Active Directory is left alone', async () => {
  const place = await openWorkplace({
    config: named({ platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' }),
  });
  keep(place, {
    id: 70_003,
    title: 'Domain',
    platform: 'windows',
    domain: 'ad.acme.test',
    domainType: 'active-directory',
    ranges: [],
  });
  const ran = await place.here(['run', '--auth-record', '70003']);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toContain('Auth record Domain needs no change');
  expect(recordCalls(place)).toEqual([]);
});

test('a record that is not there, or has a namesake of the other platform, stops the run before its first change', async () => {
  const place = await openWorkplace({ config: named({ existing: 'Linux by vault' }) });
  const gone = await place.here(['run']);
  expect(gone.code).toBe(2);
  expect(gone.stderr).toContain('Auth record "Linux by vault" is not in Qualys');
  keep(place, { id: 70_001, title: 'Linux by vault' });
  keep(place, { id: 70_002, title: 'Linux by vault', platform: 'windows' });
  const twice = await place.here(['run']);
  expect(twice.code).toBe(2);
  expect(twice.stderr).toContain('Set scan.authRecord.platform beside existing');
  expect(place.simulator.journal.filter(({ changes }) => changes)).toEqual([]);
  const chosen = await place.here(['check', '--auth-platform', 'windows']);
  expect(chosen.code, chosen.stderr).toBe(0);
});

test.each<[string, Tree, string[]]>([
  [
    'a login beside existing',
    {
      existing: 'a',
      platform: 'windows',
      username: 'scan',
      password: 'env:QUALYS_HOST_PASSWORD',
      domain: 'ACME',
    },
    ['scan.authRecord.username', 'scan.authRecord.password', 'scan.authRecord.domain'],
  ],
  ['neither existing nor platform', { username: 'scan' }, ['scan.authRecord.platform', '--auth-platform']],
])('%s is refused in words', async (_name, record, words) => {
  const place = await openWorkplace({ config: named(record) });
  const { code, stderr } = await place.here(['check']);
  expect(code).toBe(2);
  for (const word of words) expect(stderr).toContain(word);
});
