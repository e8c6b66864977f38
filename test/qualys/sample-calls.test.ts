import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { PostureQuery, PostureRow } from '../../src/qualys/posture/posture.js';
import type { QualysApi } from '../../src/qualys/qualys-api.js';
import { askGateway, askServer } from './support/ask-server.js';
import { pcErrorOf } from './support/errors.js';

const read = (name: string) => readFile(new URL(`../fixtures/qualys/${name}`, import.meta.url), 'utf8');

async function rowsOf(api: QualysApi, query: PostureQuery): Promise<PostureRow[]> {
  const rows: PostureRow[] = [];
  for await (const batch of api.posture(query)) rows.push(...batch);
  return rows;
}

describe("the fact sheet's samples of connections and of lists that go on", () => {
  test('7-about.xml proves a private cloud together with a call that needs Policy Compliance', async () => {
    const profiles = await read('10-option-profile-with-policies.xml');
    const { api, asked } = await askServer(await read('7-about.xml'), profiles);
    expect(await api.connect()).toEqual({ via: 'api-server', notes: [] });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /msp/about.php',
      'POST /api/2.0/fo/subscription/option_profile/pc/',
    ]);
  });

  test('8-token-payload.json names the module PC', async () => {
    const payload = Buffer.from(await read('8-token-payload.json')).toString('base64url');
    const { api, asked } = await askGateway({
      status: 201,
      body: `eyJhbGciOiJIUzI1NiJ9.${payload}.c2ln\n`,
    });
    expect(await api.connect()).toEqual({ via: 'gateway', notes: [] });
    expect(Object.fromEntries(asked[0]?.form ?? [])).toMatchObject({
      token: 'true',
      password: 'S3cret&Marker+1',
    });
  });

  test('8-gateway-401.json is a wrong password, sent once', async () => {
    const body = await read('8-gateway-401.json');
    const { api, asked } = await askGateway({ status: 401, body });
    expect((await pcErrorOf(api.connect())).code).toBe('wrong-credentials');
    expect(asked).toHaveLength(1);
  });

  test('16.7-one-policy-truncated-page.xml leads to the page from id 880003 on, at our own server', async () => {
    const page = await read('16.7-one-policy-truncated-page.xml');
    const last = page
      .replace(/<WARNING_LIST>[\s\S]*<\/WARNING_LIST>/, '')
      .replace('880001', '880003')
      .replace('880002', '880004');
    const { api, asked } = await askServer(page, last);
    const rows = await rowsOf(api, { policyIds: ['5101'], paged: true });
    expect(asked.map(({ form }) => form.get('id_min'))).toEqual([null, '880003']);
    expect(rows.map(({ id }) => id)).toEqual(['880001', '880002', '880003', '880004']);
    expect(rows[0]).toMatchObject({
      policyId: '5101',
      cid: 1141,
      criticality: { value: 5, label: 'URGENT' },
      host: { id: '3301', ip: '10.20.30.40', dns: 'pay-01.acme.test', trackingMethod: 'IP' },
      instance: '',
      status: 'failed',
      evaluatedAt: '2026-05-04T10:01:09Z',
      unexpected: ['PermitRootLogin yes'],
      missing: ['PermitRootLogin no', 'PermitRootLogin prohibit-password'],
    });
    expect(rows[1]).toMatchObject({
      cid: 11411,
      statement: 'Status of a database "audit" setting',
      instance: 'Oracle19:1:1521:orcl',
      status: 'passed',
      exception: { status: 'Approved', endsAt: '2026-12-31T00:00:00Z' },
    });
  });

  test('16.7-several-policies.xml has one row of 5101 and none of 5102', async () => {
    const { api } = await askServer(await read('16.7-several-policies.xml'));
    const rows = await rowsOf(api, { policyIds: ['5101', '5102'] });
    expect(rows).toMatchObject([
      { id: '880001', policyId: '5101', cid: 1141, status: 'error', statement: '…' },
    ]);
  });

  test('18.2-service-request.xml: ours has the same elements, a page as large as Qualys allows, from the last id on', async () => {
    const page = (await read('18.3-one-connector.xml')).replace(
      '<hasMoreRecords>false</hasMoreRecords>',
      '<hasMoreRecords>true</hasMoreRecords><lastId>1401</lastId>',
    );
    const last = await read('18.3-one-connector.xml');
    const { api, asked } = await askServer(page, last);
    await api.listConnectors();
    const names = (text: string) => [...text.matchAll(/<([A-Za-z]+)/g)].map(([, name]) => name);
    const sample = new Set(names(await read('18.2-service-request.xml')));
    const [, second] = asked;
    expect(names(second?.body ?? '').filter((name) => !sample.has(name))).toEqual([]);
    expect(second?.body).toContain('<Criteria field="id" operator="GREATER">1401</Criteria>');
    expect(second?.body).toContain('<limitResults>1000</limitResults>');
    expect(second?.headers['content-type']).toMatch(/^(text|application)\/xml/);
  });
});
