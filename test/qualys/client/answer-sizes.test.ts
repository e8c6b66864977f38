import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { GarbledAnswer, mostInText } from '../../../src/qualys/xml/garbled-answer.js';
import { readRecords } from '../../../src/qualys/xml/read-records.js';
import { readXml } from '../../../src/qualys/xml/read-xml.js';
import { answerServer, type Reply } from '../support/answer-server.js';
import { pcErrorOf } from '../support/errors.js';
import { testApi } from '../support/test-api.js';

const MiB = 2 ** 20;
const servers: { readonly close: () => unknown }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function apiAgainst(reply: Reply) {
  const server = await answerServer(reply);
  servers.push(server);
  return testApi(server.url).api;
}

/** Sends a head, then the piece again and again until the reader leaves. */
function endless(head: string, piece: string): Reply {
  return (_asked, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.write(head);
    const more = () => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };
}

describe('an answer that is not streamed is at most 64 MiB after decompression; more is exit 3', () => {
  test('one without end', async () => {
    const api = await apiAgainst(endless('<SCAN_LIST_OUTPUT>', '<A>b</A>'.repeat(8000)));
    expect(await pcErrorOf(api.listScans({}))).toMatchObject({
      kind: 'unreachable',
      code: 'answer-too-large',
    });
  });

  test('a small one that unpacks to more', async () => {
    const body = gzipSync(Buffer.alloc(70 * MiB, 'a')).toString('latin1');
    const api = await apiAgainst((_asked, response) => {
      response.writeHead(200, { 'content-type': 'application/xml', 'content-encoding': 'gzip' });
      response.end(Buffer.from(body, 'latin1'));
    });
    expect(await pcErrorOf(api.listScans({}))).toMatchObject({
      kind: 'unreachable',
      code: 'answer-too-large',
    });
  });

  test('one of tags alone, whose tree would take gigabytes', () => {
    expect(() => readXml(`<a>${'<b/>'.repeat(3_000_001)}</a>`)).toThrow(
      expect.objectContaining({ problem: 'too-large' }),
    );
  });

  test('a launch that is answered so may run', async () => {
    const api = await apiAgainst(endless('<SIMPLE_RETURN>', 'x'.repeat(65_536)));
    const launch = { title: 't', optionProfileId: '1', scanner: 'External', ips: '10.0.0.1' };
    expect((await pcErrorOf(api.launchScan(launch))).code).toBe('launch-unknown');
  });
});

async function* piecesOf(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

describe('a text of a streamed answer is at most 1 MiB', () => {
  const long = 'x'.repeat(MiB + 200_000);
  test.each([
    ['a text', `<a><b>${long}</b></a>`],
    ['CDATA', `<a><b><![CDATA[${long}]]></b></a>`],
    ['a text of many pieces', `<a><b>${'<![CDATA[x]]>y'.repeat(MiB)}</b></a>`],
    ['an attribute', `<a><b c="${long}"/></a>`],
    ['a name', `<a><${long}/></a>`],
    ['a comment', `<a><!--${long}--></a>`],
    ['a DOCTYPE', `<!DOCTYPE a [<!ENTITY b "${long}">]><a/>`],
  ])('%s, in chunks of any size', async (_name, text) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1_000, max: 100_000 }), async (size) => {
        await expect(readRecords(piecesOf(text, size), {})).rejects.toMatchObject({
          name: GarbledAnswer.name,
          problem: 'too-large',
        });
      }),
      { numRuns: 2 },
    );
  });

  test('a text of exactly 1 MiB is read', async () => {
    const root = await readRecords(piecesOf(`<a>${'x'.repeat(mostInText)}</a>`, 65_536), {});
    expect(root.content).toHaveLength(mostInText);
  });

  test('of many texts all that is kept counts, and records that were handed on do not', async () => {
    const element = `<item>${'x'.repeat(1000)}</item>`;
    const many = async function* () {
      yield '<a>';
      for (let at = 0; at < 70_000; at += 100) yield element.repeat(100);
      yield '</a>';
    };
    await expect(readRecords(many(), {})).rejects.toMatchObject({ problem: 'too-large' });
    let records = 0;
    await readRecords(many(), {
      item: () => {
        records += 1;
      },
    });
    expect(records).toBe(70_000);
  });

  test('posture ends with exit 3, not with a crash', async () => {
    const head = '<POSTURE_INFO_LIST_OUTPUT><RESPONSE><DATETIME>2026-05-04T09:30:00Z</DATETIME>';
    const api = await apiAgainst(endless(`${head}<POLICY><ID>`, 'x'.repeat(65_536)));
    const read = async () => {
      for await (const _block of api.posture({ policyIds: ['1'], ips: '10.0.0.1' }));
    };
    expect(await pcErrorOf(read())).toMatchObject({ kind: 'unreachable', code: 'answer-too-large' });
  });
});
