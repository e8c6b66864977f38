import { afterEach, describe, expect, test } from 'vitest';
import { type AnswerServer, answerServer, type Reply } from './support/answer-server.js';
import { pcErrorOf, refusal } from './support/errors.js';
import { testApi } from './support/test-api.js';

let server: AnswerServer;
afterEach(() => server.close());

async function serve(...replies: [Reply, ...Reply[]]): Promise<AnswerServer> {
  server = await answerServer(...replies);
  return server;
}

const time = '<DATETIME>2026-05-04T09:23:00Z</DATETIME>';

interface PageOfGroups {
  readonly ids?: readonly number[];
  readonly title?: string;
  readonly warning?: string;
}

function groups({ ids = [], title = 'Jenkins_AG_pay', warning = '' }: PageOfGroups): string {
  const list = ids.map((id) => `<ASSET_GROUP><ID>${id}</ID><TITLE>${title}</TITLE></ASSET_GROUP>`);
  return `<ASSET_GROUP_LIST_OUTPUT><RESPONSE>${time}<ASSET_GROUP_LIST>${list.join('')}</ASSET_GROUP_LIST>${warning}</RESPONSE></ASSET_GROUP_LIST_OUTPUT>`;
}

const url = (query: string) =>
  `<URL><![CDATA[https://elsewhere.example.com/api/2.0/fo/asset/group/?${query}]]></URL>`;
const cutOff = (rest: string) => `<WARNING><CODE>1980</CODE><TEXT>limit exceeded</TEXT>${rest}</WARNING>`;

describe('a list in pages', () => {
  test('goes on at the id that the WARNING names, at our own server', async () => {
    const { url: api, asked } = await serve(
      groups({ ids: [1, 2], warning: cutOff(url('action=list&id_min=3')) }),
      groups({ ids: [3] }),
    );
    const found = await testApi(api).api.listAssetGroups('Jenkins_AG_pay');
    expect(found.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(asked.map(({ form }) => form.get('id_min'))).toEqual([null, '3']);
  });

  test.each([
    ['points back to where it began', [url('id_min=3'), url('id_min=3')], 2],
    ['goes backwards', [url('id_min=9'), url('id_min=5')], 2],
    ['names no place to go on', [url('action=list')], 1],
    ['gives no address at all', [''], 1],
    ['names a place that is no id', [url('id_min=next')], 1],
  ])('is an error and never a part when its WARNING %s', async (_name, warnings, calls) => {
    const [first = '', ...more] = warnings.map((rest) => groups({ ids: [1], warning: cutOff(rest) }));
    const { url: api, asked } = await serve(first, ...more);
    const error = await pcErrorOf(testApi(api).api.listAssetGroups('Jenkins_AG_pay'));
    expect(error).toMatchObject({ kind: 'unreachable', code: 'paging-broken' });
    expect(asked).toHaveLength(calls);
  });

  test('the posture of a policy whose next page is the same one is an error, not a verdict', async () => {
    const page = `<POSTURE_INFO_LIST_OUTPUT><RESPONSE>${time}<INFO_LIST><INFO><ID>7</ID><HOST_ID>1</HOST_ID><CONTROL_ID>1141</CONTROL_ID><TECHNOLOGY_ID>1</TECHNOLOGY_ID><STATUS>Passed</STATUS></INFO></INFO_LIST><WARNING_LIST>${cutOff(url('policy_id=5101&id_min=8'))}</WARNING_LIST></RESPONSE></POSTURE_INFO_LIST_OUTPUT>`;
    const { url: api, asked } = await serve(page);
    const read = async () => {
      for await (const _ of testApi(api).api.posture({ policyIds: ['5101'] }))
        throw new Error('rows were given');
    };
    expect(await pcErrorOf(read())).toMatchObject({ code: 'paging-broken' });
    expect(asked.map(({ form }) => form.get('id_min'))).toEqual([null, '8']);
  });

  test('connectors that always have more after the same id are an error', async () => {
    const { url: api } = await serve(
      '<ServiceResponse><responseCode>SUCCESS</responseCode><count>1</count><hasMoreRecords>true</hasMoreRecords><lastId>1401</lastId><data><AwsAssetDataConnector><id>1401</id><name>prod</name><connectorState>SUCCESS</connectorState></AwsAssetDataConnector></data></ServiceResponse>',
    );
    expect(await pcErrorOf(testApi(api).api.listConnectors())).toMatchObject({ code: 'paging-broken' });
  });
});

describe('a create whose answer is lost', () => {
  const lost: Reply = (_asked, response) => response.socket?.destroy();
  const added = `<SIMPLE_RETURN><RESPONSE>${time}<TEXT>Asset Group successfully added.</TEXT><ITEM_LIST><ITEM><KEY>ID</KEY><VALUE>771</VALUE></ITEM></ITEM_LIST></RESPONSE></SIMPLE_RETURN>`;
  const taken: Reply = { status: 400, body: refusal('1905', 'title is taken') };
  const there = groups({ ids: [771] });
  const notThere = groups({});

  test.each<readonly [name: string, replies: [Reply, ...Reply[]], actions: readonly string[]]>([
    ['is looked up, and what is there is ours', [lost, there], ['add', 'list']],
    ['is sent once more when nothing is there', [lost, notThere, added], ['add', 'list', 'add']],
    [
      'came to its end after the look: what the second one meets is ours',
      [lost, notThere, taken, there],
      ['add', 'list', 'add', 'list'],
    ],
    [
      'is looked up again when the second answer is lost as well',
      [lost, notThere, lost, there],
      ['add', 'list', 'add', 'list'],
    ],
  ])('%s', async (_name, replies, actions) => {
    const { url: api, asked } = await serve(...replies);
    expect(await testApi(api).api.addAssetGroup('Jenkins_AG_pay', '10.0.0.1')).toMatchObject({ id: '771' });
    expect(asked.map(({ form }) => form.get('action'))).toEqual(actions);
  });

  test('is sent twice at most', async () => {
    const { url: api, asked } = await serve(lost, notThere, lost, notThere);
    const error = await pcErrorOf(testApi(api).api.addAssetGroup('Jenkins_AG_pay', '10.0.0.1'));
    expect(error).toMatchObject({ kind: 'unreachable', code: 'answer-lost' });
    expect(asked.filter(({ form }) => form.get('action') === 'add')).toHaveLength(2);
  });

  test('never takes a group that differs in case for its own', async () => {
    const { url: api } = await serve(lost, groups({ ids: [9], title: 'JENKINS_AG_PAY' }), added);
    expect(await testApi(api).api.addAssetGroup('Jenkins_AG_pay', '10.0.0.1')).toMatchObject({ id: '771' });
  });
});

test('a create that is refused because the title is taken says so', async () => {
  const { url: api } = await serve(
    { status: 400, body: refusal('1905', 'duplicate') },
    groups({ ids: [771] }),
  );
  const error = await pcErrorOf(testApi(api).api.addAssetGroup('Jenkins_AG_pay', '10.0.0.1'));
  expect(error).toMatchObject({ kind: 'refused', code: 'title-taken', why: expect.stringContaining('1905') });
});
