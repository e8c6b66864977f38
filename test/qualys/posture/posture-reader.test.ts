import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowSpool } from '../../../src/files/row-spool.js';
import type { PostureDocument } from '../../../src/qualys/posture/posture-reader.js';
import { postureCall } from '../../../src/qualys/posture/read-posture.js';
import { type RawRow, unpackRows } from '../../../src/qualys/posture/row-block.js';
import { GarbledAnswer } from '../../../src/qualys/xml/garbled-answer.js';

const fixture = (name: string) => readFile(new URL(`../../fixtures/qualys/${name}`, import.meta.url), 'utf8');
const onePolicy = await fixture('16.7-one-policy-truncated-page.xml');
const severalPolicies = await fixture('16.7-several-policies.xml');

/** Reads a document given in pieces; the rows are those that a caller would get. */
async function read(pieces: readonly string[]) {
  const spool = new RowSpool(undefined);
  const call = { query: {}, policyIds: ['5101'], shared: false, spool };
  async function* chunks() {
    yield* pieces;
  }
  const document = await postureCall.read(chunks(), call).catch((error: unknown) => error);
  const rows: (RawRow['context'] & Omit<RawRow, 'context'>)[] = [];
  for await (const block of spool.blocks())
    rows.push(...unpackRows(block, ({ context, ...row }) => ({ ...context, ...row })));
  await spool.remove();
  return { document, rows };
}

function cutAt(text: string, places: readonly number[]): string[] {
  const sorted = [0, ...[...places].map((place) => place % text.length).sort((a, b) => a - b), text.length];
  return sorted.slice(1).map((end, index) => text.slice(sorted[index], end));
}

const row = (inner: string) =>
  `<POSTURE_INFO_LIST_OUTPUT><RESPONSE><DATETIME>2026-05-04T10:05:00Z</DATETIME><INFO_LIST><INFO><ID>1</ID><HOST_ID>2</HOST_ID><CONTROL_ID>3</CONTROL_ID><TECHNOLOGY_ID>4</TECHNOLOGY_ID>${inner}</INFO></INFO_LIST></RESPONSE></POSTURE_INFO_LIST_OUTPUT>`;

describe('a posture document', () => {
  test('gives its rows with evidence, exception and the next page', async () => {
    const { document, rows } = await read([onePolicy]);
    expect(rows).toEqual([
      {
        wrapper: 0,
        id: '880001',
        hostId: '3301',
        cid: '1141',
        technologyId: '310',
        instance: '',
        status: 'failed',
        exception: undefined,
        evaluatedAt: '2026-05-04T10:01:09Z',
        statusDate: '2026-05-04T10:01:09Z',
        missing: ['PermitRootLogin no', 'PermitRootLogin prohibit-password'],
        unexpected: ['PermitRootLogin yes'],
      },
      {
        wrapper: 0,
        id: '880002',
        hostId: '3301',
        cid: '11411',
        technologyId: '17',
        instance: 'Oracle19:1:1521:orcl',
        status: 'passed',
        exception: { status: 'Approved', endsAt: '2026-12-31T00:00:00Z' },
        evaluatedAt: '2026-05-04T10:01:09Z',
        statusDate: '',
        missing: [],
        unexpected: [],
      },
    ]);
    expect(document).toMatchObject({
      serverTime: '2026-05-04T10:05:00Z',
      policyIds: [],
      rows: 2,
      warnings: [{ code: '1980', url: expect.stringContaining('id_min=880003') }],
    });
  });

  test('of several policies keeps their glossaries apart', async () => {
    const { document, rows } = await read([severalPolicies]);
    expect(rows.map(({ wrapper, status }) => [wrapper, status])).toEqual([[0, 'error']]);
    const { policyIds, glossaries } = document as PostureDocument;
    expect(policyIds).toEqual(['5101', '5102']);
    expect(glossaries.get(0)?.controls.get('1141')?.criticality).toEqual({ value: 5, label: 'URGENT' });
  });

  test.each([
    ['one policy', onePolicy],
    ['several policies', severalPolicies],
  ])('of %s reads the same however the network cuts it', async (_name, text) => {
    const whole = await read([text]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 40 }), async (places) => {
        expect(await read(cutAt(text, places))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
    expect(await read([...text])).toEqual(whole);
  });

  test.each([
    ['one policy', onePolicy],
    ['several policies', severalPolicies],
  ])('of %s that ends early never gives a row, wherever it ends', async (_name, text) => {
    const end = text.indexOf('</POSTURE_INFO_LIST_OUTPUT>') + '</POSTURE_INFO_LIST_OUTPUT>'.length;
    for (let length = 0; length < end; length += 7) {
      const { document, rows } = await read(cutAt(text.slice(0, length), [length >> 1]));
      expect(rows, `cut after ${length}`).toEqual([]);
      expect(document, `cut after ${length}`).toBeInstanceOf(GarbledAnswer);
    }
  });

  test.each(['constructor', '__proto__', 'toString', 'Exceptions', 'Pass', 'N/A'])(
    'with the unknown STATUS %s is an error, never a pass',
    async (status) => {
      const { document, rows } = await read([row(`<STATUS>${status}</STATUS>`)]);
      expect(rows).toEqual([]);
      expect(document).toMatchObject({ problem: 'unexpected', message: expect.stringContaining(status) });
    },
  );

  test('with a row inside a row is an error, and neither is lost', async () => {
    const { document, rows } = await read([
      row('<STATUS>Passed</STATUS><CAUSE_OF_FAILURE><INFO><STATUS>Failed</STATUS></INFO></CAUSE_OF_FAILURE>'),
    ]);
    expect(rows).toEqual([]);
    expect(document).toMatchObject({ problem: 'unexpected', message: 'a row stands within a row' });
  });

  test.each([
    ['PASSED', 'passed'],
    ['failed', 'failed'],
    [' Error ', 'error'],
  ])('with the STATUS "%s" is read as %s', async (written, status) => {
    const { rows } = await read([row(`<STATUS>${written}</STATUS>`)]);
    expect(rows[0]?.status).toBe(status);
  });

  test.each(['ID', 'HOST_ID', 'CONTROL_ID', 'STATUS'])('without %s in a row is an error', async (name) => {
    const text = row('<STATUS>Passed</STATUS>').replace(
      new RegExp(`(<INFO>.*)<${name}>[^<]*</${name}>`),
      '$1',
    );
    const { document, rows } = await read([text]);
    expect(rows).toEqual([]);
    expect(document).toMatchObject({ message: expect.stringMatching(new RegExp(`${name} is missing$`)) });
  });

  test('carries any text of evidence through, and forbidden characters as their sign', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((value) => value.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 4 }), async (values) => {
        const cdata = values.map((value) => `<V><![CDATA[${value.replaceAll(']]>', ']] >')}]]></V>`).join('');
        const { rows } = await read([
          row(`<STATUS>Failed</STATUS><CAUSE_OF_FAILURE><MISSING>${cdata}</MISSING></CAUSE_OF_FAILURE>`),
        ]);
        const expected = values.map((value) =>
          value
            .replaceAll(']]>', ']] >')
            .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
            .replace(/\r\n?/g, '\n')
            .trim(),
        );
        expect(rows[0]?.missing).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test.each(['<?xml version="1.1"?>', ''])(
    '%s: a reference to a control character cannot part a record',
    async (declaration) => {
      const { rows } = await read([
        declaration + row('<STATUS>Failed</STATUS><INSTANCE>a&#x1f;b&#x1e;c</INSTANCE>'),
      ]);
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ status: 'failed', instance: 'a&#x1f;b&#x1e;c' });
    },
  );

  test('leaves the entities of a DTD alone', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`;
    const { rows } = await read([bomb + row('<STATUS>Passed</STATUS><INSTANCE>&b;&c;&lt;&#65;</INSTANCE>')]);
    expect(rows[0]?.instance).toBe('&b;&c;<A');
  });
});
