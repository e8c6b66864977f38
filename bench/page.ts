import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { writeReports } from '../src/report/write-reports.js';
import { resultFiles } from '../src/workflow/results/result-files.js';
import { showcase } from '../test/report/support/showcase.js';
import { type BenchRow, median } from './measure.js';

const ROWS = 25_000;
const ROUNDS = 3;
/** What a person types: each key narrows the list, or widens it again. */
const KEYS = [...'audit 10.20.30.77', ...Array.from({ length: 17 }, () => 'Backspace')];

/** Collects the time from each key to the end of the frame that shows what it changed. */
const clockScript = `
globalThis.keyTimes = [];
addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => globalThis.keyTimes.push(performance.now() - timeStamp);
  port2.postMessage('');
}), { capture: true });
`;

/** The HTML report of 25,000 rows in Debian's Chromium: when it is first seen, and how it answers in the search. */
export async function benchPage(): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-page-'));
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    await writeReports(showcase(ROWS), { directory, formats: ['html'] });
    const path = join(directory, resultFiles.html);
    const blank = join(directory, 'blank.html');
    await writeFile(blank, blankPage((await stat(path)).size));
    const paints: number[] = [];
    const blankPaints: number[] = [];
    const keys: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      blankPaints.push((await visit(browser, blank)).paint);
      const visited = await visit(browser, path, typeKeys);
      paints.push(visited.paint);
      keys.push(...visited.found);
    }
    keys.sort((a, b) => a - b);
    return [
      {
        what: 'HTML of 25,000 rows: first paint',
        measured: median(paints),
        limit: 2000,
        unit: 'ms',
        against: `a blank page of the same size: ${median(blankPaints).toFixed(1)} ms`,
      },
      {
        what: `HTML of 25,000 rows: a key in the search, to the change on the screen, 95th percentile of ${keys.length}`,
        measured: keys[Math.floor(keys.length * 0.95)] ?? Number.NaN,
        limit: 100,
        unit: 'ms',
        against: 'what a person takes for at once',
      },
    ];
  } finally {
    await browser.close();
    await rm(directory, { recursive: true });
  }
}

function blankPage(bytes: number): string {
  const start = '<!doctype html><html lang="en"><title>Blank</title><p>Blank</p><!--';
  return `${start}${'.'.repeat(bytes - start.length - 3)}-->`;
}

interface Visit {
  /** From the start of the navigation to the first content on the screen, in milliseconds. */
  readonly paint: number;
  readonly found: readonly number[];
}

async function visit(
  browser: Browser,
  path: string,
  use: (page: Page) => Promise<readonly number[]> = async () => [],
): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(clockScript);
  await page.goto(pathToFileURL(path).href);
  await page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length === 1");
  const paint = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0].startTime",
  );
  const found = await use(page);
  await page.close();
  return { paint, found };
}

/** Types in the search from the first moment on, one key after the other was answered. */
async function typeKeys(page: Page): Promise<readonly number[]> {
  await page.getByLabel('Search').focus();
  for (const [index, key] of KEYS.entries()) {
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.waitForFunction(`keyTimes.length > ${index}`, undefined, { polling: 20 });
  }
  return page.evaluate<number[]>('keyTimes');
}
