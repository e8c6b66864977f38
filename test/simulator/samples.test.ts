import { readFile } from 'node:fs/promises';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { useSimulator } from '../support/simulator.js';
import { first, post, qps, scanned } from './session.js';

/** Paths of all elements, from the root on. Fails when the document is not well-formed. */
function paths(document: string): Set<string> {
  const found = new Set<string>();
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    open.push(name);
    found.add(open.join('/'));
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(document).close();
  return found;
}

const search =
  '<ServiceRequest><filters><Criteria field="instanceId" operator="EQUALS">i-0a11b22c33d44e55f</Criteria></filters></ServiceRequest>';

describe('the answers have every element of the fact sheet’s samples', () => {
  const simulator = useSimulator({ scenario: 'auth-failure-in-range' });

  type Ask = () => Promise<{ text: string }>;
  const fo =
    (endpoint: string, params: Record<string, string>): Ask =>
    () =>
      post(simulator(), endpoint, params);
  const record = { title: 'Jenkins_unix_a', username: 'scan', password: 'x', ips: '10.20.30.40' };
  const posture = { action: 'list', cause_of_failure: '1', details: 'Basic' };

  test.each<readonly [file: string, ask: Ask]>([
    ['2.6-simple-return-success.xml', fo('asset/group', { action: 'add', title: 'a', ips: '10.20.30.40' })],
    ['2.6-simple-return-failure.xml', fo('appliance', { action: 'list', ids: '12x' })],
    [
      '9-one-appliance-in-ec2.xml',
      fo('appliance', { action: 'list', output_mode: 'full', include_cloud_info: '1' }),
    ],
    ['10-option-profile-with-policies.xml', fo('subscription/option_profile/pc', { action: 'list' })],
    ['11.1-ip-added.xml', fo('asset/ip', { action: 'add', ips: '10.20.33.1', enable_pc: '1' })],
    ['11.2-ip-list.xml', fo('asset/ip', { action: 'list', compliance_enabled: '1' })],
    ['12.2-auth-record-created.xml', fo('auth/unix', { action: 'create', ...record })],
    ['12.3-two-records-of-similar-title.xml', fo('auth/unix', { action: 'list' })],
    [
      '13-asset-group-with-range.xml',
      fo('asset/group', { action: 'list', show_attributes: 'ID,TITLE,LAST_UPDATE,IP_SET' }),
    ],
    ['14.1-policy-list.xml', fo('compliance/policy', { action: 'list' })],
    [
      '15.2-scan-launched.xml',
      fo('scan/compliance', { action: 'launch', option_id: '51491', ip: '10.20.30.40' }),
    ],
    ['18.3-one-connector.xml', () => qps(simulator(), '2.0/search/am/awsassetdataconnector/', '')],
    ['19-running-instance.xml', () => qps(simulator(), '2.0/search/am/hostasset', search)],
  ])('%s', async (file, ask) => {
    const sample = await readFile(new URL(`../fixtures/qualys/${file}`, import.meta.url), 'utf8');
    const answer = paths((await ask()).text);
    expect([...paths(sample)].filter((path) => !answer.has(path))).toEqual([]);
  });

  test('15.5-scan-result-with-failed-range.xml', async () => {
    const scan_ref = await scanned(simulator(), '10.20.30.40-10.20.30.44');
    const { text } = await post(simulator(), 'scan/compliance', { action: 'fetch', scan_ref });
    const sample = await readFile(
      new URL('../fixtures/qualys/15.5-scan-result-with-failed-range.xml', import.meta.url),
      'utf8',
    );
    const answer = paths(text);
    const notAlive = 'HOSTS_NOT_ALIVE';
    expect([...paths(sample)].filter((path) => !answer.has(path) && !path.includes(notAlive))).toEqual([]);
    expect(first(first(text, 'FAILED') ?? '', 'IP')).toBe('10.20.30.41-10.20.30.42');
  });

  test('16.7-several-policies.xml', async () => {
    await scanned(simulator(), '10.20.30.40');
    const { text } = await post(simulator(), 'compliance/posture/info', {
      ...posture,
      policy_ids: '5101,5102',
    });
    const sample = await readFile(
      new URL('../fixtures/qualys/16.7-several-policies.xml', import.meta.url),
      'utf8',
    );
    const answer = paths(text);
    expect([...paths(sample)].filter((path) => !answer.has(path))).toEqual([]);
  });
});
