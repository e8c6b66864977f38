import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportInput } from '../../src/report/report-input.js';
import { writeReports } from '../../src/report/write-reports.js';
import { describeNeeding } from '../support/needs.js';
import { hostileInput } from './support/hostile.js';
import { showcase, showcaseOfJobs } from './support/showcase.js';

const JENKINS_POLICY = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self'";

async function written(input: ReportInput): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'report-'));
  await writeReports(input, { directory, formats: ['html'] });
  return directory;
}

describeNeeding('chromium', 'the page in Chromium', () => {
  let browser: Browser;
  let server: Server;
  const directories = new Map<string, string>();

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    directories.set('showcase', await written(showcase(512)));
    directories.set('hostile', await written(hostileInput()));
    directories.set('jobs', await written(showcaseOfJobs()));
    server = createServer(async (request, response) => {
      const [, name = '', file = ''] = (request.url ?? '').split('/');
      const type = file.endsWith('.css')
        ? 'text/css'
        : file.endsWith('.html')
          ? 'text/html; charset=utf-8'
          : 'image/x-icon';
      response.setHeader('content-type', type).setHeader('content-security-policy', JENKINS_POLICY);
      response.end(
        type === 'image/x-icon' ? '' : await readFile(join(directories.get(name) ?? '', basename(file))),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const fromDisk = (name: string) => pathToFileURL(join(directories.get(name) ?? '', 'report.html')).href;
  const served = (name: string) =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}/report.html`;

  /** Pages of one origin, with scripts and without: a page of its own for each test would be a process for each. */
  const pages = new Map<string, Page>();

  async function open(address: string, { javaScriptEnabled = true }: { javaScriptEnabled?: boolean } = {}) {
    const kind = `${new URL(address).protocol} ${javaScriptEnabled}`;
    const page = pages.get(kind) ?? (await browser.newPage({ javaScriptEnabled }));
    pages.set(kind, page);
    for (const event of ['console', 'pageerror', 'request']) page.removeAllListeners(event);
    await page.emulateMedia({ media: null, colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 720 });
    const errors: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(address);
    return { page, errors, requests };
  }

  const visibleRows = (page: Page) => page.locator('.row:visible').count();
  const status = (page: Page) => page.getByRole('status').textContent();

  /** Rows that the filters let through: on the page, or as the script counts them over its pages. */
  async function matchingRows(page: Page): Promise<number> {
    if ((await page.getByRole('status').count()) === 0) return visibleRows(page);
    const [, paged, whole] =
      /^Showing (?:1 to \d+ of (\d+) matching|(\d+) of)/.exec((await status(page)) ?? '') ?? [];
    return Number(paged ?? whole ?? 0);
  }

  test.each(['showcase', 'hostile'])(
    'from disk: no console error, no request leaves the page (%s)',
    async (name) => {
      const { page, errors, requests } = await open(fromDisk(name));
      expect(errors).toEqual([]);
      expect(requests.map((request) => basename(request))).toEqual(['report.html', 'report.css']);
      expect(await page.title()).not.toBe('owned');
    },
  );

  test.each(['showcase', 'hostile'])(
    "served with Jenkins' policy: only the browser's own word on the blocked script and inline style (%s)",
    async (name) => {
      const { page, errors, requests } = await open(served(name));
      expect(errors.map((error) => /script|inline style/.exec(error)?.[0]).sort()).toEqual([
        'inline style',
        'script',
      ]);
      expect(
        requests.every((request) => request.startsWith(served(name).replace(/[^/]+\/report.html$/, ''))),
      ).toBe(true);
      expect(
        await page.evaluate("getComputedStyle(document.querySelector('.verdict')).borderLeftWidth"),
      ).toBe('6px');
    },
  );

  test.each([
    ['from disk', fromDisk, {}],
    ["under Jenkins' policy", served, {}],
    ['with scripts off', fromDisk, { javaScriptEnabled: false }],
  ] as const)('filters work by state and criticality: %s', async (_name, address, options) => {
    const { totals } = showcase(512).result;
    const { page } = await open(address('showcase'), options);
    expect(await matchingRows(page)).toBe(512 - totals.passed);
    await page.getByLabel(/^Passed/).check();
    expect(await matchingRows(page)).toBe(512);
    await page.getByLabel(/^Only what fails the build/).check();
    expect(await matchingRows(page)).toBe(totals.failing);
    await page.getByLabel(/^Urgent/).uncheck();
    expect(await page.locator('.row.c5:visible').count()).toBe(0);
  });

  test("the overview of jobs leads to the section of each, under Jenkins' policy too", async () => {
    const { page } = await open(served('jobs'));
    await page.getByRole('link', { name: 'ledger', exact: true }).click();
    const section = page.getByRole('region', { name: 'ledger', exact: true });
    expect(new URL(page.url()).hash).toBe(`#${await section.getAttribute('id')}`);
    expect(await section.getByRole('heading', { name: 'What fails it' }).isVisible()).toBe(true);
  });

  test('without the script the page says that search and sorting need it, with the script it does not', async () => {
    const blocked = await open(served('showcase'));
    expect(
      await blocked.page
        .getByText('Search, sorting and filters by policy and host need the script')
        .isVisible(),
    ).toBe(true);
    expect(await blocked.page.getByLabel('Search').count()).toBe(0);
    const running = await open(fromDisk('showcase'));
    expect(await running.page.locator('.needs-script').count()).toBe(0);
  });

  test('search, policy and host narrow the rows, and the count is said', async () => {
    const { page } = await open(fromDisk('showcase'));
    await page.getByLabel('Search').fill('firewall accept');
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^Showing 17 of 512/);
    expect(await visibleRows(page)).toBe(17);
    await page.getByLabel('Policy').selectOption({ label: 'Acme Hardening <base> & "more"' });
    await expect.poll(() => visibleRows(page)).toBeLessThan(17);
    await page.getByRole('combobox', { name: 'Host' }).fill('10.20.30.4');
    await page.getByLabel('Search').fill('no such control');
    await expect.poll(() => page.getByRole('status').textContent()).toBe('No posture matches these filters.');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await matchingRows(page)).toBe(512);
  });

  test('a header sorts by the keyboard, both ways, and says so to a screen reader', async () => {
    const { page } = await open(fromDisk('showcase'));
    const cids = () => page.locator('.row:visible td:first-child').allTextContents();
    await page.getByLabel('Search').fill('web-4');
    await page.getByRole('button', { name: 'CID' }).focus();
    await page.keyboard.press('Enter');
    const ascending = (await cids()).map(Number);
    expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
    expect(await page.getByRole('columnheader', { name: 'CID' }).getAttribute('aria-sort')).toBe('ascending');
    await page.keyboard.press('Enter');
    expect((await cids()).map(Number)).toEqual([...ascending].reverse());
  });

  test('by the keyboard: the way past the page comes first, moves nothing, and does not wait for the rows', {
    timeout: 120_000,
  }, async () => {
    directories.set('long', await written(showcase(6_000)));
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await open(fromDisk('long'), { javaScriptEnabled });
      const top = () => page.locator('h1').boundingBox();
      const before = await top();
      const started = performance.now();
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toBe('Skip to the controls');
      // Half a minute and more where each row is skipped by the browser until it is seen.
      expect(performance.now() - started).toBeLessThan(15_000);
      expect(await top()).toEqual(before);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').getAttribute('id')).toBe('state-failed');
    }
  });

  const widths = [
    ['a phone', 390],
    ['a narrow window', 820],
    ['a wide one', 1600],
  ] as const;

  test.each(['showcase', 'hostile', 'jobs'])(
    'nothing runs out of the page on a phone, in a narrow window and in a wide one (%s)',
    async (name) => {
      const { page } = await open(fromDisk(name));
      for (const [window, width] of widths) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth'), window).toBeLessThanOrEqual(
          width,
        );
      }
    },
  );

  test('printed, it is dark on white even where the screen is dark, without what only a screen can use', async () => {
    const { page } = await open(fromDisk('showcase'));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colours = await page.evaluate(
      "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.verdict h1')).color]",
    );
    expect(colours).toEqual(['rgb(29, 31, 34)', 'rgb(255, 255, 255)', 'rgb(192, 43, 38)']);
    expect(await page.locator('.filters, .tools, .jump, .skip').locator('visible=true').count()).toBe(0);
    expect(await page.getByRole('status').isVisible()).toBe(true);
  });

  test('25,000 rows stay usable: filters, search, sorting and pages answer on all of them, and only a page of rows is laid out', {
    timeout: 120_000,
  }, async () => {
    directories.set('large', await written(showcase(25_000)));
    const { page } = await open(fromDisk('large'));
    const heights = await page.evaluate(
      "Array.from(document.querySelectorAll('.legend li'), (item) => item.offsetHeight)",
    );
    expect(new Set(heights as number[]).size, 'heights of the lines of the legend').toBe(1);
    await page.getByLabel(/^Passed/).check();
    expect(await status(page)).toBe('Showing 1 to 50 of 25000 matching postures.');
    const first = await page.locator('.row').first().textContent();
    await page.getByRole('button', { name: 'Next page' }).press('Enter');
    expect(await status(page)).toBe('Showing 51 to 100 of 25000 matching postures.');
    expect(await page.locator('.row').count()).toBe(50);
    expect(await page.evaluate("document.querySelectorAll('*').length")).toBeLessThan(8_000);
    await page.getByRole('button', { name: 'Previous page' }).press('Enter');
    expect(await page.locator('.row').first().textContent()).toBe(first);
    // The first page has none before it: the keyboard goes on from the button beside it.
    expect(await page.locator(':focus').textContent()).toBe('Next page');
    await page.getByLabel('Search').fill('audit 10.20.30.77');
    await expect.poll(() => status(page)).toBe('Showing 16 of 25000 postures.');
    await page.getByRole('button', { name: 'Host' }).click();
    expect(await page.getByRole('columnheader', { name: 'Host' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
  });
});
