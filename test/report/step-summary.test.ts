import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { appendStepSummary } from '../../src/report/ci-places.js';

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'step-summary-'));
});

test('the step summary is appended, never replaced', async () => {
  const path = join(cwd, 'summary.md');
  await appendStepSummary('# one\n', path);
  await appendStepSummary('# two\n', path);
  expect(await readFile(path, 'utf8')).toBe('# one\n\n# two\n\n');
});

test('a step summary stays within the 1 MiB that GitHub shows, whatever was in it: whole lines, and that there are more', async () => {
  const path = join(cwd, 'large-summary.md');
  const lines = Array.from({ length: 9_000 }, (_, index) => `| job ${index} | ${'東京'.repeat(20)} |`);
  await appendStepSummary('# another tool\n', path);
  await appendStepSummary(lines.join('\n'), path);
  const text = await readFile(path, 'utf8');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
  expect(Buffer.byteLength(text)).toBeGreaterThan(1024 * 1024 - 200);
  const [, ...written] = text.split('\n').filter((line) => line.startsWith('|') || line.startsWith('#'));
  expect(written).toEqual(lines.slice(0, written.length));
  expect(text).toMatch(/\n\n\*\*The rest does not fit .* result\.json has all of it\.\*\*\n\n$/);
  await appendStepSummary(lines.join('\n'), path);
  expect(await readFile(path, 'utf8')).toBe(text);
});
