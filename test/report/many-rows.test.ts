import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Output } from '../../src/commands/process/io.js';
import { reportFileNames, reportFormats } from '../../src/config/names.js';
import { openWorkplace } from '../support/engine.js';
import { describeNeeding } from '../support/needs.js';
import { failing, inputOf, row } from '../support/result-of-rows.js';
import { runHere } from '../support/run-here.js';
import { reported } from './support/report-here.js';
import { saveResult } from './support/saved.js';

/** Rows of 40 controls, all failing but a few, on as many hosts as that takes. */
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const host = Math.floor(index / 40);
    const ip = `10.${Math.floor(host / 62_500)}.${Math.floor(host / 250) % 250}.${(host % 250) + 1}`;
    const common = { cid: 1 + (index % 40), host: { id: String(host), ip } };
    return index % 40 === 39 ? row(common) : failing(common);
  });

describe('The verdict is known at 2:47 and printed after all files, minutes later; JUnit 880 MB, CSV 1.15 GB at 4 million rows', () => {
  test('verdict first: when it is printed no report is there, at the end all are', async () => {
    const place = await openWorkplace({
      scenario: 'fail',
      config: { reports: { directory: 'results', formats: [...reportFormats] } },
    });
    const reports = Object.values(reportFileNames);
    const there = () => reports.filter((name) => existsSync(join(place.folder, 'results', name)));
    let atVerdict: readonly string[] | undefined;
    const stdout: Output = new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        if (chunk.includes('FAILED')) atVerdict ??= there();
        done();
      },
    });
    const { code, stderr } = await place.here(['run'], { stdout });
    expect(code, stderr).toBe(1);
    expect(atVerdict).toEqual([]);
    expect(there()).toEqual(reports);
  });

  test('caps: JUnit of three times the rows is no larger, every failure is counted in it, and CSV is the rows alone', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'many-rows-'));
    const sizes: Record<string, number[]> = { 'junit.xml': [], 'controls.csv': [] };
    for (const count of [8_000, 24_000]) {
      await saveResult(inputOf(rowsOf(count)), join(cwd, `of-${count}`));
      const args = ['report', `of-${count}`, '--format', 'junit,csv', '--out', `out-${count}/`];
      expect((await runHere(args, { cwd })).code).toBe(1);
      for (const [name, of] of Object.entries(sizes))
        of.push((await stat(join(cwd, `out-${count}`, name))).size);
    }
    expect(sizes['junit.xml']?.[1]).toBeLessThan(1.1 * (sizes['junit.xml']?.[0] ?? 0));
    expect(sizes['controls.csv']?.[1]).toBeLessThan(3.2 * (sizes['controls.csv']?.[0] ?? 0));
    expect(readdirSync(join(cwd, 'out-24000')).sort()).toEqual(['controls.csv', 'junit.xml']);
  });
});

test('CSV of more rows than a spreadsheet opens: through the command, rows that do not count give way to those that do, and the last line counts them', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'many-rows-'));
  const rows = [failing(), row({ cid: 2 }), row({ cid: 3 }), row({ cid: 4 })];
  const input = inputOf(rows);
  const spreadsheet = 1_048_574;
  // A result that says of all but one row of a full spreadsheet that it fails: the rows themselves would take minutes.
  for (const [folder, full] of Object.entries({ full: spreadsheet - 1, over: spreadsheet, small: 1 })) {
    const totals = { ...input.result.totals, failing: full };
    await saveResult({ ...input, result: { ...input.result, totals } }, join(cwd, folder));
  }
  const cidsOf = async (folder: string) => {
    const { stdout, code, stderr } = await runHere(['report', folder, '--format', 'csv'], { cwd });
    expect(code, stderr).toBe(1);
    const records: Record<string, string>[] = parse(stdout, { columns: true, bom: true });
    return records.map(({ cid, statement }) => (cid === '' ? statement : cid));
  };
  const left = (words: string) => `${words}: controls.jsonl has them all.`;
  expect(await cidsOf('small')).toEqual(['1141', '2', '3', '4']);
  expect(await cidsOf('full')).toEqual(['1141', '2', left('2 more rows')]);
  expect(await cidsOf('over')).toEqual(['1141', left('3 more rows')]);
});

describeNeeding('chromium', 'HTML, 25,000 rows: 443,000 nodes, 8.7 s to load, a key 0.8 to 3 s', () => {
  test('nodes of the page, and those that a key in the search makes, are as many as for a tenth of the rows', async () => {
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    try {
      const numbers: { nodes: number; made: number; matching: string | null }[] = [];
      for (const count of [2_500, 25_000]) {
        const { out } = await reported(inputOf(rowsOf(count)), ['html']);
        const page = await browser.newPage();
        await page.goto(pathToFileURL(join(out, 'report.html')).href);
        const nodes = await page.evaluate<number>("document.querySelectorAll('*').length");
        await page.evaluate(`
          window.made = 0;
          new MutationObserver((changes) => {
            for (const { addedNodes } of changes)
              for (const node of addedNodes) window.made += 1 + (node.querySelectorAll?.('*').length ?? 0);
          }).observe(document.body, { childList: true, subtree: true });
        `);
        await page.getByLabel('Search').pressSequentially('1');
        await expect.poll(() => page.evaluate<number>('window.made')).toBeGreaterThan(0);
        numbers.push({
          nodes,
          made: await page.evaluate<number>('window.made'),
          matching: await page.getByRole('status').textContent(),
        });
        await page.close();
      }
      const [tenth, whole] = numbers;
      expect(tenth?.matching).toMatch(/^Showing 1 to 50 of \d+ matching/);
      expect(whole?.matching).toMatch(/^Showing 1 to 50 of 2\d{4} matching/);
      expect(whole?.nodes).toBeLessThan(1.3 * (tenth?.nodes ?? 0));
      expect(whole?.made).toBeLessThan(1.3 * (tenth?.made ?? 0));
    } finally {
      await browser.close();
    }
  });
});
