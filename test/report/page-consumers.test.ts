import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { type Browser, chromium } from 'playwright-core';
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

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });

  afterAll(() => browser?.close());

  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const desktop = { viewport: { width: 1280, height: 900 }, colorScheme: 'light' } as const;
  const darkPhone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;
  const looks = [
    ...runNames.map((name) => [name, 'a desktop', desktop] as const),
    ...['failing', 'inconclusive'].map((name) => [name, 'a phone in the dark', darkPhone] as const),
  ];

  test.each(looks)('%s on %s', { timeout: 60_000 }, async (name, _look, options) => {
    const page = await browser.newPage(options);
    await page.goto(pathToFileURL(pageOf(name)).href);
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    await page.close();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ).toEqual([]);
  });
});
