import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { QualysApi } from '../../src/qualys/qualys-api.js';
import type { Reply } from './support/answer-server.js';
import { askServer } from './support/ask-server.js';
import { pcErrorOf, refusal } from './support/errors.js';

const profiles = (title: string, declaration = '') =>
  `${declaration}<OPTION_PROFILES><OPTION_PROFILE><BASIC_INFO><ID>1</ID><GROUP_NAME>${title}</GROUP_NAME></BASIC_INFO></OPTION_PROFILE></OPTION_PROFILES>`;

/** Bytes as they are, under a content type. */
function bytes(body: Uint8Array, headers: Record<string, string> = {}, status = 200): Reply {
  return (_asked, response) => {
    response.writeHead(status, { 'content-type': 'text/xml', ...headers });
    response.end(body);
  };
}

const gzip = { 'content-encoding': 'gzip' };
const packed = gzipSync(profiles('Jenkins_a'));
const cutOff = bytes(packed.subarray(0, packed.length - 20), gzip);
const launch = { title: 'a', optionProfileId: '1', scanner: 'External', ips: '10.20.30.40' };
const webPage = '<!DOCTYPE html><html><body>Welcome</body></html>';

describe('the text of an answer', () => {
  test.each<[string, Reply]>([
    ['packed', bytes(gzipSync(profiles('Jenkins_Größe')), gzip)],
    ['with a byte order mark', bytes(Buffer.from(`\ufeff${profiles('Jenkins_Größe')}`))],
    [
      'in the encoding of its declaration',
      bytes(Buffer.from(profiles('Jenkins_Größe', '<?xml version="1.0" encoding="ISO-8859-1"?>'), 'latin1')),
    ],
    [
      'in UTF-8 as it declares, whatever the header says',
      bytes(Buffer.from(profiles('Jenkins_Größe', '<?xml version="1.0" encoding="UTF-8" ?>')), {
        'content-type': 'text/xml;charset=ISO-8859-1',
      }),
    ],
    [
      'in UTF-8 without a declaration, as error bodies come',
      bytes(Buffer.from(profiles('Jenkins_Größe')), { 'content-type': 'application/xml' }),
    ],
  ])('%s', async (_name, reply) => {
    const { api } = await askServer(reply);
    expect(await api.listOptionProfiles()).toMatchObject([{ title: 'Jenkins_Größe' }]);
  });

  test('whose first chunk is 5 bytes long and declares ISO-8859-1 is read as it declares', async () => {
    const body = Buffer.from(
      profiles('Jenkins_Größe', '<?xml version="1.0" encoding="ISO-8859-1"?>'),
      'latin1',
    );
    const { api } = await askServer((_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.write(body.subarray(0, 5), () => response.end(body.subarray(5)));
    });
    expect(await api.listOptionProfiles()).toMatchObject([{ title: 'Jenkins_Größe' }]);
  });

  test('packed and cut off is asked for again, and never taken for a list', async () => {
    const { api, asked } = await askServer(cutOff, bytes(packed, gzip));
    expect(await api.listOptionProfiles()).toMatchObject([{ title: 'Jenkins_a' }]);
    expect(asked).toHaveLength(2);
    const always = await askServer(cutOff);
    expect((await pcErrorOf(always.api.listOptionProfiles())).kind).toBe('unreachable');
  });
});

describe('a web page in the place of an answer', () => {
  const apache =
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>401 Unauthorized</title>\n</head><body>\n<h1>Unauthorized</h1>\n</body></html>\n';

  test.each([
    ['by its title', apache, 'HTTP 401: a web page, "401 Unauthorized"'],
    [
      'by its heading',
      '<html><body><style>h1 { a: b }</style><h1>Not\n <i>you</i></h1></body></html>',
      'HTTP 401: a web page, "Not you"',
    ],
    ['by what it says', webPage, 'HTTP 401: a web page, "Welcome"'],
    [
      'that says nothing',
      '<!-- x -->\n<html><head><script>a<b</script></head><body></body></html>',
      'HTTP 401: a web page without words',
    ],
  ])('`HTTP 401: <!DOCTYPE HTML` as a reason: the words, %s', async (_name, page, why) => {
    const { api } = await askServer(bytes(Buffer.from(page), { 'content-type': 'text/html' }, 401));
    expect(await pcErrorOf(api.listOptionProfiles())).toMatchObject({ code: 'wrong-credentials', why });
  });
});

describe('an envelope that is not the answer asked for', () => {
  const lists: readonly (readonly [root: string, ask: (api: QualysApi) => Promise<unknown>])[] = [
    ['APPLIANCE_LIST_OUTPUT', (api) => api.listScannerAppliances()],
    ['POLICY_LIST_OUTPUT', (api) => api.listPolicies()],
    ['ASSET_GROUP_LIST_OUTPUT', (api) => api.listAssetGroups('a')],
    ['AUTH_UNIX_LIST_OUTPUT', (api) => api.listAuthRecords('unix', 'a')],
    ['IP_LIST_OUTPUT', (api) => api.listPcIps('10.20.30.40')],
    ['SCAN_LIST_OUTPUT', (api) => api.listScans({})],
    [
      'POSTURE_INFO_LIST_OUTPUT',
      async (api) => {
        for await (const _ of api.posture({ policyIds: ['5101'] })) throw new Error('a row of nothing');
        return [];
      },
    ],
  ];
  const time = '<DATETIME>2026-05-04T10:00:00Z</DATETIME>';

  test.each(lists)('%s: a RESPONSE with nothing in it is no empty list', async (root, ask) => {
    for (const inner of ['<RESPONSE/>', '<RESPONSE></RESPONSE>', '<RESPONSE><OTHER/></RESPONSE>', '']) {
      const { api } = await askServer(`<${root}>${inner}</${root}>`);
      expect((await pcErrorOf(ask(api))).code, inner).toBe('unexpected-answer');
    }
    const { api } = await askServer(`<${root}><RESPONSE>${time}</RESPONSE></${root}>`);
    await expect(ask(api)).resolves.not.toBe(undefined);
  });

  test.each(lists)('%s: two RESPONSE elements are no answer', async (root, ask) => {
    const { api } = await askServer(
      `<${root}><RESPONSE>${time}</RESPONSE><RESPONSE>${time}</RESPONSE></${root}>`,
    );
    expect((await pcErrorOf(ask(api))).code).toBe('unexpected-answer');
  });

  test('a change that is confirmed by nothing, or twice, is not confirmed', async () => {
    for (const inner of ['<RESPONSE/>', `<RESPONSE>${time}</RESPONSE><RESPONSE>${time}</RESPONSE>`]) {
      const { api } = await askServer(`<SIMPLE_RETURN>${inner}</SIMPLE_RETURN>`);
      expect((await pcErrorOf(api.addIps('10.20.30.40'))).code, inner).toBe('unexpected-answer');
    }
  });
});

/** Every call that changes something, and how often it may be sent while its answers say nothing. */
const writes: readonly (readonly [name: string, write: (api: QualysApi) => Promise<unknown>])[] = [
  ['adding addresses', (api) => api.addIps('10.20.30.40')],
  [
    'creating a record',
    (api) =>
      api.createAuthRecord({
        platform: 'unix',
        title: 'a',
        username: 's',
        password: 'x',
        ips: '10.20.30.40',
      }),
  ],
  ['updating a record', (api) => api.updateAuthRecord('1', { platform: 'unix', addIps: '10.20.30.41' })],
  ['deleting a record', (api) => api.deleteAuthRecord('unix', '1')],
  ['adding a group', (api) => api.addAssetGroup('a', '10.20.30.40')],
  ['editing a group', (api) => api.editAssetGroup('1', { addIps: '10.20.30.40' })],
  ['deleting a group', (api) => api.deleteAssetGroup('1')],
  ['a group for a policy', (api) => api.addAssetGroupToPolicy('1', '2')],
  ['launching a scan', (api) => api.launchScan(launch)],
  ['cancelling a scan', (api) => api.cancelScan('compliance/1.2', { timeoutMs: 5000 })],
];

describe('a change', () => {
  test.each(writes)('%s: a CODE inside a 200 is no success and is sent once', async (_name, write) => {
    const { api, asked } = await askServer(refusal('2001', 'Your account has expired.'));
    expect(await pcErrorOf(write(api))).toMatchObject({ code: 'account-expired', kind: 'refused' });
    expect(asked).toHaveLength(1);
  });

  test.each(writes)('%s: a web page with a 200 is no success', async (_name, write) => {
    const { api } = await askServer(webPage);
    expect((await pcErrorOf(write(api))).kind).toBe('unreachable');
  });

  test.each([
    ['cut off while it was packed', cutOff],
    ['a web page', webPage],
    ['nothing', ''],
    ['a 409 without a code', { status: 409, body: webPage }],
    ['a 429', { status: 429, body: '' }],
  ] satisfies [string, Reply][])(
    'a launch that is answered by %s is not sent again before the scan was looked for',
    async (_name, reply) => {
      const { api, asked } = await askServer(reply);
      expect((await pcErrorOf(api.launchScan(launch))).code).toBe('launch-unknown');
      expect(asked).toHaveLength(1);
    },
  );

  test.each(['2003', '2011', '2012'])('a launch refused by 409 with %s is sent once', async (code) => {
    const { api, asked } = await askServer({ status: 409, body: refusal(code, 'no') });
    expect((await pcErrorOf(api.launchScan(launch))).kind).toBe('refused');
    expect(asked).toHaveLength(1);
  });
});
