import { expect, test } from 'vitest';
import { useSimulator } from '../../support/simulator.js';
import { all, first, qps } from '../session.js';

const simulator = useSimulator();

function request(...criteria: readonly string[]): string {
  return `<ServiceRequest><filters>${criteria.join('')}</filters></ServiceRequest>`;
}

function equals(field: string, value: string): string {
  return `<Criteria field="${field}" operator="EQUALS">${value}</Criteria>`;
}

test('connectors come a hundred at a time, the rest by id GREATER lastId', async () => {
  const path = '2.0/search/am/awsassetdataconnector/';
  const page = await qps(simulator(), path, '');
  expect(first(page.text, 'hasMoreRecords')).toBe('true');
  const lastId = first(page.text, 'lastId') ?? '';
  const next = await qps(
    simulator(),
    path,
    request(`<Criteria field="id" operator="GREATER">${lastId}</Criteria>`),
  );
  const names = [page, next].flatMap(({ text }) => all(text, 'name'));
  expect(first(next.text, 'hasMoreRecords')).toBe('false');
  expect(names).toHaveLength(simulator().account.connectors.length);
  expect(names).toContain('stage &amp; test');
});

test('account ids keep their leading zeros, and two connectors share a name', async () => {
  const { text } = await qps(
    simulator(),
    '3.0/search/am/awsassetdataconnector',
    request(equals('name', 'stage &amp; test')),
  );
  expect(first(text, 'awsAccountId')).toBe('012345678901');
  const shared = await qps(
    simulator(),
    '3.0/search/am/awsassetdataconnector',
    request(equals('name', 'shared')),
  );
  expect(first(shared.text, 'count')).toBe('2');
});

test('a run takes its time and makes an instance known', async () => {
  const search = request(equals('instanceId', 'i-0d44e55f66a77b88c'), equals('accountId', '123456789012'));
  const before = await qps(simulator(), '2.0/search/am/hostasset', search);
  expect(first(before.text, 'count')).toBe('0');
  expect(before.text).not.toContain('<data>');
  await qps(simulator(), '2.0/run/am/assetdataconnector/1401', '');
  for (;;) {
    const state = first(
      (await qps(simulator(), '2.0/get/am/assetdataconnector/1401')).text,
      'connectorState',
    );
    if (state === 'FINISHED_SUCCESS') break;
    expect(state).toBe('RUNNING');
  }
  const after = await qps(simulator(), '2.0/search/am/hostasset', search);
  expect(first(after.text, 'instanceState')).toBe('RUNNING');
});

test('a disabled connector cannot be run, an unknown one is not found, both with 200', async () => {
  const disabled = await qps(simulator(), '2.0/run/am/assetdataconnector/1403', '');
  const unknown = await qps(simulator(), '2.0/run/am/assetdataconnector/9', '');
  expect([disabled, unknown].map(({ status, text }) => [status, first(text, 'responseCode')])).toEqual([
    [200, 'INVALID_REQUEST'],
    [200, 'OBJECT_NOT_FOUND'],
  ]);
});

test('fields leave what they name', async () => {
  const { text } = await qps(
    simulator(),
    '2.0/search/am/hostasset?fields=sourceInfo.list.Ec2AssetSourceSimple.region',
    request(equals('instanceId', 'i-0a11b22c33d44e55f')),
  );
  expect(first(text, 'region')).toBe('eu-central-1');
  expect(text).not.toContain('instanceState');
});

test('a body that does not say that it is XML, and a verb by the wrong method, are turned away', async () => {
  const { url, credentials } = simulator();
  const authorization = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  const search = `${url}/qps/rest/2.0/search/am/awsassetdataconnector`;
  const body = '<ServiceRequest/>';
  const statuses = await Promise.all(
    [
      fetch(search, { method: 'POST', headers: { authorization }, body }),
      fetch(search, { headers: { authorization } }),
      fetch(`${url}/qps/rest/2.0/get/am/assetdataconnector/1401`, {
        method: 'POST',
        headers: { authorization },
      }),
      fetch(`${url}/qps/rest/3.0/search/am/hostasset`, { method: 'POST', headers: { authorization } }),
    ].map(async (answer) => (await answer).status),
  );
  expect(statuses).toEqual([415, 405, 405, 404]);
});

test.each([
  ['a DOCTYPE', '<!DOCTYPE x><ServiceRequest/>'],
  ['markup that is not closed', '<ServiceRequest><filters>'],
  ['an unknown field', request(equals('colour', 'red'))],
  ['an unknown operator', request('<Criteria field="id" operator="LIKE">1</Criteria>')],
  ['GREATER on a name', request('<Criteria field="name" operator="GREATER">1</Criteria>')],
  ['a filter outside of filters', `<ServiceRequest>${equals('id', '1401')}</ServiceRequest>`],
  ['an unknown preference', '<ServiceRequest><preferences><limit>9</limit></preferences></ServiceRequest>'],
  ['an unknown attribute', request('<Criteria field="id" operator="EQUALS" not="1">1</Criteria>')],
  [
    'more than 1,000 at once',
    '<ServiceRequest><preferences><limitResults>1001</limitResults></preferences></ServiceRequest>',
  ],
])('%s is an invalid request', async (_why, body) => {
  const { text } = await qps(simulator(), '2.0/search/am/awsassetdataconnector', body);
  expect(first(text, 'responseCode')).toBe('INVALID_REQUEST');
});
