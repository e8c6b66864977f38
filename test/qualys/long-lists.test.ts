import { afterEach, describe, expect, test } from 'vitest';
import type { QualysApi } from '../../src/qualys/qualys-api.js';
import { type AnswerServer, answerServer, type Reply } from './support/answer-server.js';
import { pcErrorOf, refusal } from './support/errors.js';
import { testApi } from './support/test-api.js';

let server: AnswerServer;
afterEach(() => server.close());

async function serve(...replies: [Reply, ...Reply[]]): Promise<AnswerServer> {
  server = await answerServer(...replies);
  return server;
}

const response = (root: string, inner: string) =>
  `<?xml version="1.0" encoding="UTF-8" ?><!DOCTYPE ${root} SYSTEM "https://x.test/a.dtd"><!-- notice --><${root}><RESPONSE><DATETIME>2026-05-04T09:21:12Z</DATETIME>${inner}</RESPONSE></${root}>`;

/** Every second address, so that no two are one range. */
const addresses = (count: number) =>
  Array.from({ length: count }, (_, n) => `10.${20 + (n >> 15)}.${(n >> 7) & 255}.${(n & 127) * 2}`);
const ipSet = (ips: readonly string[]) =>
  `<IP_SET>${ips.map((ip) => `<IP network_id="0"><![CDATA[${ip}]]></IP>`).join('\n')}</IP_SET>`;

/** Each list that can be long: how it is asked for, its answer without an entry, and one with a broken entry. */
const lists: [name: string, ask: (api: QualysApi) => Promise<unknown>, root: string, broken: string][] = [
  ['addresses', (api) => api.listPcIps('10.0.0.0-10.255.255.255'), 'IP_LIST_OUTPUT', ''],
  [
    'asset groups',
    (api) => api.listAssetGroups('a'),
    'ASSET_GROUP_LIST_OUTPUT',
    '<ASSET_GROUP_LIST><ASSET_GROUP><TITLE>a</TITLE></ASSET_GROUP></ASSET_GROUP_LIST>',
  ],
  ['auth records', (api) => api.listAuthRecords('unix', 'a'), 'AUTH_UNIX_LIST_OUTPUT', ''],
  [
    'policies',
    (api) => api.listPolicies(),
    'POLICY_LIST_OUTPUT',
    '<POLICY_LIST><POLICY><TITLE>a</TITLE></POLICY></POLICY_LIST>',
  ],
];

describe('a list that can be long', () => {
  test.each(lists)('of %s may be empty', async (_name, ask, root) => {
    const { url } = await serve(response(root, ''));
    const found = await ask(testApi(url).api);
    expect(found === '' ? [] : found).toEqual([]);
  });

  test.each(lists)('of %s that is a refusal with HTTP 200 is told as one', async (_name, ask) => {
    const { url } = await serve(refusal('2001', 'Account has expired'));
    expect(await pcErrorOf(ask(testApi(url).api))).toMatchObject({
      kind: 'refused',
      code: 'account-expired',
      why: 'Qualys code 2001: Account has expired',
    });
  });

  test.each(lists)(
    'of %s that states an error within its own root is no empty list',
    async (_name, ask, root) => {
      const { url } = await serve(`<${root}><ERROR number="999">Internal Error</ERROR></${root}>`);
      expect(await pcErrorOf(ask(testApi(url).api))).toMatchObject({
        why: expect.stringContaining('999'),
      });
    },
  );

  test.each(lists)(
    'of %s that is cut off is asked for again, and never a short list',
    async (_name, ask, root) => {
      const whole = response(root, '');
      const { url, asked } = await serve(whole.slice(0, -9));
      expect(await pcErrorOf(ask(testApi(url).api))).toMatchObject({
        code: 'answer-cut-off',
        kind: 'unreachable',
      });
      expect(asked).toHaveLength(3);
    },
  );

  test.each(lists.filter(([, , , broken]) => broken !== ''))(
    'of %s with an entry that lacks its id names what is missing',
    async (_name, ask, root, broken) => {
      const { url } = await serve(response(root, broken));
      expect(await pcErrorOf(ask(testApi(url).api))).toMatchObject({
        code: 'unexpected-answer',
        why: expect.stringMatching(/the element .*\/ID is missing/),
      });
    },
  );

  test('of a web page is told as one', async () => {
    const { url } = await serve('<!DOCTYPE html><html><body>Maintenance</body></html>');
    expect(await pcErrorOf(testApi(url).api.listPolicies())).toMatchObject({ code: 'not-qualys' });
  });
});

describe('100,000 addresses', () => {
  const ips = addresses(100_000);

  test('of the account are all found', async () => {
    const { url } = await serve(response('IP_LIST_OUTPUT', ipSet(ips)));
    const found = await testApi(url).api.listPcIps('10.0.0.0-10.255.255.255');
    expect(found.split(',')).toEqual(ips);
  });

  test('of an asset group are its own, not those of the next one', async () => {
    const group = (id: number, title: string, set: string) =>
      `<ASSET_GROUP><ID>${id}</ID><TITLE><![CDATA[${title}]]></TITLE>${set}</ASSET_GROUP>`;
    const groups = [
      group(1, 'Jenkins_AG_a', ipSet(ips)),
      group(2, 'Jenkins_AG_b', ''),
      group(3, 'Jenkins_AG_c', '<IP_SET><IP_RANGE>10.1.0.1-10.1.0.9</IP_RANGE></IP_SET>'),
    ];
    const { url } = await serve(
      response('ASSET_GROUP_LIST_OUTPUT', `<ASSET_GROUP_LIST>${groups.join('')}</ASSET_GROUP_LIST>`),
    );
    expect(await testApi(url).api.listAssetGroups('Jenkins_AG_')).toEqual([
      { id: '1', title: 'Jenkins_AG_a', ips: ips.join(',') },
      { id: '2', title: 'Jenkins_AG_b', ips: '' },
      { id: '3', title: 'Jenkins_AG_c', ips: '10.1.0.1-10.1.0.9' },
    ]);
  });

  test.each(['AUTH_UNIX', 'AUTH_UNIX_RECORD'])(
    'of an auth record are its own, called %s',
    async (element) => {
      const record = (id: number, set: string) =>
        `<${element}><ID>${id}</ID><TITLE>t</TITLE>${set}</${element}>`;
      const records = [
        record(1, ipSet(ips)),
        `<${element}>${ipSet(['10.9.9.9'])}</${element}>`,
        record(2, ''),
      ];
      const { url } = await serve(
        response('AUTH_UNIX_LIST_OUTPUT', `<AUTH_UNIX_LIST>${records.join('')}</AUTH_UNIX_LIST>`),
      );
      const found = await testApi(url).api.listAuthRecords('unix', 't');
      expect(found.map(({ id, ips: own }) => [id, own])).toEqual([
        ['1', ips.join(',')],
        ['2', ''],
      ]);
    },
  );
});
