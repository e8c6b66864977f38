import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReportInput } from '../../src/report/report-input.js';
import { widthOf } from '../../src/text/width.js';
import type { ControlLine } from '../../src/workflow/results/control-line.js';
import { failing, inputOf, row } from '../support/result-of-rows.js';
import { runHere } from '../support/run-here.js';
import { reported } from './support/report-here.js';
import { saveResult } from './support/saved.js';

const on = (index: number) => {
  const ip = `10.1.${Math.floor(index / 250)}.${(index % 250) + 1}`;
  return { host: { id: String(index), ip } };
};

const named = ['text', 'markdown', 'html', 'sarif', 'codequality'] as const;

/** Files that a text speaks of. */
const filesIn = (text: string) =>
  new Set(
    text
      .replace(/https?:\S+|<script[\s\S]*?<\/script>/g, '')
      .match(/\b[\w-]+\.(?:html|css|xml|sarif|csv|md|json|jsonl|txt)\b/g) ?? [],
  );

describe('grouped by control, true counts, caps last; words only about files that exist', () => {
  const cids = [101, 202, 303, 404, 505];

  test('2,000 hosts, five failing controls each: five controls with 2,000 hosts in every output', async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => index).flatMap((index) =>
      cids.map((cid) => failing({ cid, statement: `Control number ${cid}`, ...on(index) })),
    );
    const input = inputOf([...rows, row({ cid: 606 })]);
    const { controls, controlsOmitted } = input.result;
    expect(controls.map(({ cid, hosts, rows: all }) => [cid, hosts, all])).toEqual(
      cids.map((cid) => [cid, 2000, 2000]),
    );
    expect(controlsOmitted).toBe(0);
    expect(controls[0]?.examples).toHaveLength(20);
    expect(controls[0]?.examplesOmitted).toBe(1980);
    const { stdout, file } = await reported(input);
    for (const [name, text] of [
      ['terminal', stdout] as const,
      ...(await Promise.all(named.map(async (format) => [format, await file(format)] as const))),
    ]) {
      expect(text.match(/2000 hosts/g)?.length, name).toBe(5);
      for (const cid of cids) expect(text, name).toContain(`Control number ${cid}`);
    }
    const xml = await file('junit');
    const { profiles } = JSON.parse(await file('hdf'));
    const table = (await file('csv')).split('\r\n');
    for (const cid of cids) {
      const [, more = '0'] = new RegExp(`name="CID ${cid} on (\\d+) hosts more`).exec(xml) ?? [];
      const cases = xml.match(new RegExp(`name="CID ${cid} on 10\\.`, 'g'))?.length ?? 0;
      expect(cases + Number(more), `junit ${cid}`).toBe(2000);
      const control = profiles[0].controls.find(({ id }: { id: string }) => id === `CID-${cid}`);
      expect(control.results, `hdf ${cid}`).toHaveLength(2000);
      const inTable = table.filter((line) => line.split(',')[2] === `"${cid}"`);
      expect(inTable, `csv ${cid}`).toHaveLength(2000);
    }
  });

  test('a list that leaves controls out sends to a file that is there', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => failing({ cid: index + 1 }));
    const { stdout, file, folder, out } = await reported(inputOf(rows), ['markdown', 'text', 'html']);
    const said = [stdout, await file('markdown'), await file('text'), await file('html')].map(filesIn);
    const names = new Set(said.flatMap((some) => [...some]));
    expect(names).toContain('controls.jsonl');
    const there = [...(await readdir(folder)), ...(await readdir(out))];
    expect([...names].filter((name) => !there.includes(name))).toEqual([]);
  });
});

test('SARIF: suppressed results, one fingerprint warning per result, titles, policies, caps and lengths are as code scanning needs them', async () => {
  const policies = ['11', '12'];
  const rows: ControlLine[] = policies.flatMap((policyId) => [
    ...Array.from({ length: 2_600 }, (_, index) =>
      failing({ policyId, cid: index + 1, statement: `Number ${index}. ${'A long statement. '.repeat(80)}` }),
    ),
    ...Array.from({ length: 29 }, (_, index) =>
      row({ policyId, cid: 9_000 + index, state: 'failed', why: 'excluded' }),
    ),
  ]);
  const { file } = await reported(inputOf(rows, {}, { '11': 'CIS Debian 12', '12': 'Acme' }), ['sarif']);
  const { results, tool, properties } = JSON.parse(await file('sarif')).runs[0];
  expect(results).toHaveLength(5_000);
  expect(properties.omittedResults).toBe(200);
  for (const { message, partialFingerprints, suppressions, locations } of results) {
    expect(message.text.length).toBeLessThanOrEqual(1_024);
    expect(Object.keys(partialFingerprints)).toEqual(['qualysControl/v1']);
    expect(suppressions).toBeUndefined();
    expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/./);
  }
  const texts = results.map(({ message }: { message: { text: string } }) => message.text);
  expect(new Set(texts).size).toBe(5_000);
  expect(texts.filter((text: string) => text.includes('CIS Debian 12'))).toHaveLength(2_500);
  expect(texts.filter((text: string) => text.includes('Acme'))).toHaveLength(2_500);
  expect(tool.driver.informationUri).toMatch(/^https:/);
  expect(tool.driver.rules.every(({ helpUri }: { helpUri: string }) => /^https:/.test(helpUri))).toBe(true);
});

test("JUnit: two policies of one title have names of their own, GitLab's 30 MB hold, `message` says expected and found, and there is a time", async () => {
  const long = 'A long value that is repeated. '.repeat(12);
  const rows = Array.from({ length: 12_000 }, (_, index) =>
    failing({
      policyId: index % 2 === 0 ? '11' : '12',
      cid: 1 + (index % 40),
      statement: long,
      missing: [`no ${long}`],
      unexpected: [`yes ${long}`],
      ...on(Math.floor(index / 40)),
    }),
  );
  const { file } = await reported(inputOf(rows, {}, { '11': 'CIS', '12': 'CIS' }), ['junit']);
  const xml = await file('junit');
  expect(xml.length).toBeLessThan(30_000_000);
  expect([...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    'CIS (11)',
    'CIS (12)',
  ]);
  const cases = [...xml.matchAll(/<testcase name="([^"]*)" classname="([^"]*)"/g)].map(([, ...names]) =>
    names.join(' in '),
  );
  expect(cases.length).toBeLessThanOrEqual(5_000);
  expect(new Set(cases).size).toBe(cases.length);
  expect(xml).toMatch(/ message="URGENT: expected no A long value[^"]*/i);
  expect([...xml.matchAll(/<testsuite [^>]*time="([\d.]+)"/g)].map(([, time]) => Number(time))).toEqual([
    350, 350,
  ]);
});

test('a control that fails under five policies: the policy is named wherever rows would look alike', async () => {
  const ids = ['11', '12', '13', '14', '15'];
  const titles = Object.fromEntries(ids.map((id) => [id, `Hardening ${id}`]));
  const rows = ids.map((policyId) => failing({ policyId }));
  const { stdout, file } = await reported(inputOf(rows, {}, titles));
  const worst = stdout.slice(stdout.indexOf('CID  '));
  for (const id of ids) expect(worst).toContain(`Hardening ${id}`);
  const [, list = ''] = (await file('markdown')).split('**What fails the build**');
  for (const id of ids) expect(list).toContain(`Hardening ${id}`);
  const page = await file('html');
  const section = page.slice(page.indexOf('failing-heading'));
  for (const id of ids) expect(section.slice(0, section.indexOf('</section>'))).toContain(`Hardening ${id}`);
  for (const format of ['sarif', 'codequality', 'junit', 'csv', 'hdf'] as const) {
    const text = await file(format);
    for (const id of ids) expect(text, format).toContain(`Hardening ${id}`);
  }
});

test('HTML, 25,000 rows: only rows on the screen are laid out, scroll areas can be focused, no cell has a role, a very long statement is cut', async () => {
  const rows = Array.from({ length: 25_000 }, (_, index) =>
    failing({
      cid: 1 + (index % 50),
      statement: index % 50 === 0 ? 'word '.repeat(400).trim() : 'Short',
      ...on(Math.floor(index / 50)),
    }),
  );
  const { file } = await reported(inputOf(rows), ['html']);
  const page = await file('html');
  const shown = page.replace(
    /<template[\s\S]*?<\/template>|<script[\s\S]*?<\/script>|<noscript[\s\S]*?<\/noscript>/g,
    '',
  );
  const elements = shown.match(/<[a-z]/g)?.length ?? 0;
  expect(elements).toBeLessThan(20_000);
  expect(page).not.toMatch(/<t[dhr][^>]* role=/);
  const areas = page.match(/<[a-z]+[^>]*class="[^"]*\bscroll\b[^"]*"[^>]*>/g) ?? [];
  expect(areas.length).toBeGreaterThan(0);
  for (const area of areas) expect(area).toMatch(/tabindex="0"/i);
  expect(page).toMatch(/<details[^>]*><summary><span>(?:word )+/);
});

test('OHDF: rows in error are skipped with a message', async () => {
  const error = row({ state: 'error', counts: 'warn', why: 'criteria', ...on(1) });
  const { file } = await reported(inputOf([failing(on(0)), error]), ['hdf']);
  const [{ results }] = JSON.parse(await file('hdf')).profiles[0].controls;
  expect(results.map(({ status }: { status: string }) => status)).toEqual(['failed', 'skipped']);
  expect(results[1].skip_message).toContain('in error: Qualys has no result here');
});

test('CSV has its byte order mark: a spreadsheet reads it as UTF-8, not as Latin-1', async () => {
  const input = inputOf([row({ statement: 'Zugriff für Gäste' })]);
  const { file, folder } = await reported(input, ['csv']);
  expect((await file('csv')).startsWith('\ufeff"policyId"')).toBe(true);
  const printed = await runHere(['report', folder, '--format', 'csv'], { cwd: folder });
  expect(printed.stdout.startsWith('\ufeff"policyId"')).toBe(true);
});

test("Merged shards: result.json is written, `report joined` reads it, README's own command finds the shards", async () => {
  const { folder } = await reported(inputOf([row()]), ['text']);
  const cwd = join(folder, 'pipeline');
  for (const index of [1, 2]) {
    const units = { job: 'payments-api', expected: ['shard-1', 'shard-2'], present: [`shard-${index}`] };
    await saveResult(inputOf([failing(on(index))], { units }), join(cwd, `qualys-pc-results/shard-${index}`));
  }
  const pages = await readFile(join(import.meta.dirname, '../../docs/in-a-pipeline.md'), 'utf8');
  const [, pattern = ''] = /qualys-pc report '([^']*shard[^']*)'.*--out joined/.exec(pages) ?? [];
  expect((await runHere(['report', pattern, '--out', 'joined'], { cwd })).code).toBe(1);
  const again = await runHere(['report', 'joined'], { cwd });
  expect(again.code).toBe(1);
  expect(again.stdout).toContain('2 of 2 postures fail the build.');
});

describe('what the terminal draws', () => {
  const titled = (title: string, rows: readonly ControlLine[]): ReportInput =>
    inputOf(rows, {}, { '11': title });

  test('a Japanese title makes a bar within the terminal: 79 columns', async () => {
    const { stdout } = await reported(
      titled('日本語の方針'.repeat(12), [
        failing({ statement: '監査ログを保存する'.repeat(9) }),
        row({ cid: 2 }),
      ]),
      ['text'],
    );
    const wide = stdout.split('\n').filter((line) => widthOf(line) > 79 && !/https:/.test(line));
    expect(wide).toEqual([]);
    expect(stdout).toContain('日本語');
  });

  test('warnings are listed by control', async () => {
    const { stdout, file } = await reported(
      inputOf([
        row(),
        row({
          cid: 2201,
          statement: 'Root alone has uid 0',
          counts: 'warn',
          state: 'error',
          why: 'criteria',
        }),
      ]),
      named,
    );
    for (const text of [stdout, ...(await Promise.all(named.map(file)))]) {
      expect(text).toContain('2201');
      expect(text).toContain('Root alone has uid 0');
    }
  });

  test('a control without a statement says so in the words', async () => {
    const { stdout, file } = await reported(inputOf([failing({ cid: 77, statement: '' })]), named);
    for (const text of [stdout, ...(await Promise.all(named.map(file)))])
      expect(text.replaceAll('\\', '').replace(/\s+/g, ' ')).toContain(
        'Control 77 (Qualys has no statement for it)',
      );
  });
});
