import { expect, test } from 'vitest';
import { useSimulator } from '../support/simulator.js';
import { all, first, post, scanned } from './session.js';

const simulator = useSimulator();

test('a scan runs from launch to posture, and every row of the host passes', async () => {
  const reference = await scanned(simulator(), '10.20.30.40');
  const result = await post(simulator(), 'scan/compliance', { action: 'fetch', scan_ref: reference });
  expect(first(first(result.text, 'SUCCESS') ?? '', 'IP')).toBe('10.20.30.40');
  const posture = await post(simulator(), 'compliance/posture/info', {
    action: 'list',
    policy_ids: '5101,5102',
    ips: '10.20.30.40',
  });
  expect(posture.status).toBe(200);
  expect(all(posture.text, 'STATUS')).toEqual(Array(16).fill('Passed'));
});
