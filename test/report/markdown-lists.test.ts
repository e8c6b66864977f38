import { expect, test } from 'vitest';
import type { Outcome } from '../../src/workflow/results/job-line.js';
import { inputOf } from '../support/result-of-rows.js';
import { policyResult, sampleResult } from '../support/sample-result.js';
import { render } from './support/render.js';

test('jobs, policies, exclusions, reasons and notes are listed as far as failing controls, the worst first, and the others counted', async () => {
  const many = Array.from({ length: 60 }, (_none, index) => index);
  const ends: Readonly<Record<number, readonly [Outcome, number]>> = { 58: ['failed', 1], 59: ['error', 3] };
  const job = (index: number) => {
    const [outcome, exitCode] = ends[index] ?? ['passed', 0];
    const line = { name: `job ${index}`, outcome, exitCode, failing: exitCode === 1 ? 4 : 0, warning: 0 };
    return { ...line, hosts: 1, durationSeconds: 9, reason: null, reasons: [] };
  };
  const said = (word: string) => many.map((index) => ({ code: 'x', what: `${word} ${index}` }));
  const exclusion = (index: number) => {
    const use = { matched: index === 58 ? 0 : 1, expired: index === 59 };
    return { cids: `${index + 1000}`, reason: null, expires: '2027-03-31', ...use };
  };
  const result = {
    ...sampleResult(many.map((index) => policyResult(`policy ${index}`, 1, index === 59 ? 1 : 0))),
    jobs: many.map(job),
    exclusions: many.map(exclusion),
  };
  const verdict = { ...result.verdict, reasons: said('reason'), notes: said('note') };
  const page = await render('markdown', { ...inputOf([]), result: { ...result, verdict } });
  const firstOf = (rows: RegExp) => [...page.matchAll(rows)].map(([, name]) => name);
  expect(firstOf(/^\| job (\d+) /gm)).toEqual(['58', '59', ...many.slice(0, 48).map(String)]);
  expect(firstOf(/^\| policy (\d+) /gm)).toEqual(['59', ...many.slice(0, 49).map(String)]);
  expect(firstOf(/^- (\d{4})\\:/gm)).toEqual([
    '1059',
    '1058',
    ...many.slice(0, 48).map((at) => `${at + 1000}`),
  ]);
  for (const word of ['reason', 'note'])
    expect(firstOf(new RegExp(`^- ${word} (\\d+)`, 'gm'))).toEqual(many.slice(0, 50).map(String));
  for (const words of ['jobs', 'policies'])
    expect(page).toContain(`\n\nand 10 more ${words}: result.json has them all.\n\n`);
  for (const words of ['exclusions', 'reasons', 'notes'])
    expect(page).toContain(`\n- and 10 more ${words}: result.json has them all.\n\n`);
  expect(page).toMatch(/^\| \*\*All\*\* \|/m);
});

test.each<[Outcome, string]>([
  ['error', '## ✗ ERROR: Qualys refused the user name or password.'],
  ['failed', '## ✗ FAILED: Qualys refused the user name or password.'],
  ['inconclusive', '## ! INCONCLUSIVE: Qualys refused the user name or password.'],
  ['not-evaluated', '## ! NOT CHECKED: Nothing was checked. Qualys refused the user name or password.'],
])(
  'the heading of a verdict says what happened, and all of why and the way out stand below it: %s',
  async (outcome, heading) => {
    const next = `${'Check both the name and the word, and then look at the platform. '.repeat(8)}Then run again`;
    const reason = {
      code: 'wrong-credentials',
      what: 'Qualys refused the user name or password.',
      why: 'HTTP 401',
      next,
    };
    const { result } = inputOf([]);
    const verdict = { ...result.verdict, outcome, reasons: [reason] };
    const [first, second, third] = (
      await render('markdown', { ...inputOf([]), result: { ...result, verdict } })
    ).split('\n\n');
    expect(first).toBe(heading);
    expect(second).toBe('HTTP 401');
    expect(third).toBe(next);
  },
);
