import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.js';
import { runNames, type WrittenRun, writeRuns } from './support/nine-runs.js';

let runs: readonly WrittenRun[];

beforeAll(async () => {
  runs = await writeRuns();
});

function pageOf(name: string): string {
  return join(runs.find((run) => run.name === name)?.directory ?? '', 'report.html');
}

describe('html-validate finds nothing wrong with the page', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      // Matters of taste: React and HTML itself write some of these otherwise.
      'void-style': 'off',
      'doctype-style': 'off',
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
      'no-trailing-whitespace': 'off',
      'long-title': 'off',
      // A config digest or an address is no telephone number.
      'tel-non-breaking': 'off',
    },
  });

  test.each(runNames)('%s', async (name) => {
    const { results } = await validator.validateString(fewRows(await readFile(pageOf(name), 'utf8')));
    const messages = results.flatMap((result) =>
      result.messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`),
    );
    expect(messages).toEqual([]);
  });
});

/** The page with a tenth of its rows, from everywhere: the validator's time grows with the square of their number. */
function fewRows(page: string): string {
  let rows = 0;
  const isKept = (line: string) => {
    if (!line.startsWith('<tr class="row ')) return true;
    rows += 1;
    return rows % 200 < 20;
  };
  return page.split('\n').filter(isKept).join('\n');
}

describeNeeding('chromium', 'axe finds no violation in the page', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    page = await browser.newPage();
  });

  afterAll(() => browser?.close());

  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const desktop = { size: { width: 1280, height: 900 }, colorScheme: 'light' } as const;
  const darkPhone = { size: { width: 390, height: 844 }, colorScheme: 'dark' } as const;
  const looks = [
    ...runNames.map((name) => [name, 'a desktop', desktop] as const),
    ...['failing', 'inconclusive', 'jobs'].map((name) => [name, 'a phone in the dark', darkPhone] as const),
  ];

  test.each(looks)('%s on %s', { timeout: 60_000 }, async (name, _look, { size, colorScheme }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await page.goto(pathToFileURL(pageOf(name)).href);
    await page.addScriptTag({ path: axe });
    // What passes is not asked for: axe would describe each of its elements too.
    const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ).toEqual([]);
  });
});
