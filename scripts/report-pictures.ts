import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium } from 'playwright-core';
import { writeReports } from '../src/report/write-reports.js';
import { resultFiles } from '../src/workflow/results/result-files.js';
import { showcase, showcaseOfJobs, showcaseWithoutPosture } from '../test/report/support/showcase.js';

// Draws the pictures of the HTML report that docs/reports.md shows: `npm run pictures:report`.

interface Shot extends BrowserContextOptions {
  readonly name: string;
  /** Scrolled to the top before the picture is taken. */
  readonly at?: string;
  /** The run that it shows; a failed one without it. */
  readonly of?: keyof typeof runs;
  /** Served as Jenkins serves archived pages. */
  readonly underPolicy?: boolean;
}

const runs = {
  failed: showcase(512),
  inconclusive: showcaseWithoutPosture(),
  jobs: showcaseOfJobs(),
};
const desktop = { width: 1100, height: 760 };
const phone = { width: 390, height: 780 };
const shots: readonly Shot[] = [
  { name: 'report-light', viewport: desktop },
  { name: 'report-dark', viewport: desktop, colorScheme: 'dark', at: '#heat-heading' },
  { name: 'report-heat-map', viewport: desktop, at: '#heat-heading' },
  { name: 'report-overview', viewport: desktop, at: '#overview-heading' },
  { name: 'report-controls', viewport: desktop, at: '#controls' },
  { name: 'report-content-policy', viewport: desktop, at: '#controls', underPolicy: true },
  { name: 'report-phone', viewport: phone },
  { name: 'report-phone-controls', viewport: phone, at: '#controls' },
  { name: 'report-inconclusive', viewport: { width: 1100, height: 520 }, of: 'inconclusive' },
  { name: 'report-jobs', viewport: desktop, at: '#jobs', of: 'jobs' },
  { name: 'report-job-sections', viewport: desktop, at: '#each-job-heading', of: 'jobs' },
];
const policy = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self'";
const images = fileURLToPath(new URL('../docs/images/', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'qualys-pc-pictures-'));
const server = createServer(async (request, response) => {
  const name = request.url?.endsWith('.css') ? resultFiles.css : resultFiles.html;
  response.setHeader('content-security-policy', policy);
  response.setHeader('content-type', name === resultFiles.css ? 'text/css' : 'text/html; charset=utf-8');
  response.end(await readFile(join(folder, 'failed', name)));
});
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const [name, run] of Object.entries(runs))
    await writeReports(run, { directory: join(folder, name), formats: ['html'] });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const served = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${resultFiles.html}`;
  for (const { name, at, underPolicy = false, of = 'failed', ...look } of shots) {
    const page = await browser.newPage({ colorScheme: 'light', ...look });
    await page.goto(underPolicy ? served : pathToFileURL(join(folder, of, resultFiles.html)).href);
    if (at !== undefined) await page.evaluate(`document.querySelector('${at}').scrollIntoView()`);
    await page.screenshot({ path: join(images, `${name}.png`) });
    await page.close();
    process.stdout.write(`docs/images/${name}.png\n`);
  }
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
}
