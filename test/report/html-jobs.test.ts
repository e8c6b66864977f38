import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergeInputs } from '../../src/report/merge/merge.js';
import type { ReportInput } from '../../src/report/report-input.js';
import { writeReports } from '../../src/report/write-reports.js';
import type { ControlLine } from '../../src/workflow/results/control-line.js';
import { describeNeeding } from '../support/needs.js';
import { failing, inputOf, row } from '../support/result-of-rows.js';
import { showcase, showcaseOfJobs } from './support/showcase.js';

function ofJob(name: string, rows: readonly ControlLine[]): ReportInput {
  const units = { job: name, expected: [name], present: [name] };
  return inputOf(rows, { jobName: name, configDigest: `sha256:${name}`, units });
}

/** Job 5 passes; every other one fails on a host of its own. */
function manyJobs(): ReportInput {
  const jobs = Array.from({ length: 104 }, (_, index) => {
    const host = { id: String(index), ip: `10.0.0.${index + 1}` };
    const name = `job-of-team-${String(index + 1).padStart(3, '0')}`;
    return ofJob(name, index === 4 ? [row({ host })] : [failing({ host }), row({ cid: 2, host })]);
  });
  const [first = ofJob('none', []), ...others] = jobs;
  return mergeInputs([first, ...others]);
}

describeNeeding('chromium', 'the page of several jobs', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });

  afterAll(() => browser?.close());

  async function open(input: ReportInput): Promise<Page> {
    const directory = mkdtempSync(join(tmpdir(), 'report-of-jobs-'));
    await writeReports(input, { directory, formats: ['html'] });
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(directory, 'report.html')).href);
    return page;
  }

  const status = (page: Page) => page.getByRole('status').textContent();

  test('the list is filtered by job, by the keyboard too, and the section of a job leads to its rows', async () => {
    const input = showcaseOfJobs();
    const sizes = new Map<string, number>();
    for await (const rows of input.rows())
      for (const { job = '' } of rows) sizes.set(job, (sizes.get(job) ?? 0) + 1);
    const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const page = await open(input);
    const job = page.getByRole('combobox', { name: 'Job' });
    expect(await job.getByRole('option').allTextContents()).toEqual([
      'all jobs',
      ...(input.result.jobs ?? []).map(({ name }) => name),
    ]);
    await page.getByLabel(/^Passed/).check();
    await job.focus();
    await page.keyboard.type('ledger');
    await expect
      .poll(() => status(page))
      .toBe(`Showing 1 to 50 of ${sizes.get('ledger')} matching postures.`);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await status(page)).toBe(`Showing 1 to 50 of ${all} matching postures.`);
    await page.getByRole('region', { name: 'billing', exact: true }).getByRole('button').press('Enter');
    expect(await status(page)).toContain(` of ${sizes.get('billing')} matching`);
    expect(await page.locator(':focus option:checked').textContent()).toBe('billing');
    expect(await page.locator('.row:visible').first().textContent()).toContain('billing · ');
    // A job without rows has none to lead to.
    const archive = page.getByRole('region', { name: 'archive', exact: true });
    expect(await archive.getByRole('button').count()).toBe(0);
    await page.close();
  });

  test('a result of one job has no filter by job', async () => {
    const page = await open(showcase(24));
    expect(await page.getByRole('combobox', { name: 'Policy' }).count()).toBe(1);
    expect(await page.getByRole('combobox', { name: 'Job' }).count()).toBe(0);
    await page.close();
  });

  test('beyond a hundred failing jobs a section says where its controls stand, and leads to them', async () => {
    const page = await open(manyJobs());
    const section = (name: string) => page.getByRole('region', { name, exact: true });
    const named = page.getByRole('heading', { name: 'What fails it' });
    expect(await named.count()).toBe(100);
    expect(await section('job-of-team-101').getByRole('heading', { name: 'What fails it' }).count()).toBe(1);
    const last = section('job-of-team-104');
    expect(await last.textContent()).toContain('for the first 100 failing jobs; those of this one stand in');
    await last.getByRole('button', { name: 'All its controls and hosts' }).click();
    expect(await status(page)).toBe('Showing 2 of 207 postures.');
    expect(await page.locator('.row:visible').allTextContents()).toEqual([
      expect.stringContaining('10.0.0.104'),
      expect.stringContaining('10.0.0.104'),
    ]);
    await page.close();
  });
});
