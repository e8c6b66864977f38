import { expect, test } from 'vitest';
import { useSimulator } from '../../support/simulator.js';
import { first, post } from '../session.js';

const simulator = useSimulator();

test('a record of an Active Directory domain has no IPs, and keeps having none', async () => {
  const record = { title: 'a', username: 'svc', password: 'x', windows_ad_domain: 'corp.acme.test' };
  const created = await post(simulator(), 'auth/windows', { action: 'create', ...record });
  const ids = first(created.text, 'ID') ?? '';
  expect(first(created.text, 'TEXT')).toBe('Successfully Created');
  const listed = await post(simulator(), 'auth/windows', { action: 'list', ids });
  expect(first(listed.text, 'WINDOWS_AD_DOMAIN')).toBe('corp.acme.test');
  expect(listed.text).not.toContain('IP_SET');
  const refused = await post(simulator(), 'auth/windows', { action: 'update', ids, add_ips: '10.20.40.1' });
  expect(first(refused.text, 'CODE')).toBe('1907');
});
