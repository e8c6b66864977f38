import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { verdictLines } from '../../../src/report/terminal/verdict-lines.js';
import { cutText } from '../../../src/text/printable.js';
import type { JobLine } from '../../../src/workflow/results/job-line.js';
import type { Result } from '../../../src/workflow/results/result.js';
import { failing, inputOf, resultOf, row } from '../../support/result-of-rows.js';
import { hostileInput } from '../support/hostile.js';
import { render } from '../support/render.js';
import { showcase } from '../support/showcase.js';

const look = { width: 80, unicode: true, color: false } as const;
const judged = (changes: Partial<Result['verdict']>, rows = [row()]) => {
  const result = resultOf(rows);
  return { ...result, verdict: { ...result.verdict, ...changes } };
};
const reason = (what: string) => [{ code: 'word', what }];

test('verdict, a bar per policy, the worst controls, where the files are', () => {
  const rows = [
    failing(),
    failing({
      cid: 5201,
      criticality: { value: 3, label: 'SERIOUS' },
      instance: 'ora11',
      missing: [],
      unexpected: [],
    }),
    row({ cid: 3 }),
    row({ cid: 4, state: 'error' }),
  ];
  const lines = verdictLines(resultOf(rows), {
    ...look,
    files: ['out/report.html', 'out/junit.xml'],
    explain: (cid) => `qualys-pc report out --explain ${cid}`,
    again: 'qualys-pc run',
  });
  expect(lines.join('\n')).toBe(` ✗ FAILED  2 of 4 postures fail the build.
   The build fails when a control is (Fail) and (Urgent, Critical or Serious).

   Policy 11  ██████████▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒▒  1 passed  2 failing

   2 failing · 1 in error
   CID   Criticality  Hosts        Control
   1141  URGENT       10.20.30.40  SSH root login is disabled
         expected no, found yes
   5201  SERIOUS      10.20.30.40  SSH root login is disabled · ora11

   To pass, fix these on their hosts; what you accept goes into
   criteria.exclude, with a reason and a last day, or into a baseline.

   out/report.html · junit.xml
   Why: qualys-pc report out --explain 1141
   Again: qualys-pc run`);
});

describe('the result of many jobs', () => {
  const many = Array.from({ length: 1000 }, (_none, index) => index);
  const failedJobs = [700, 998];
  const jobs = many.map((index): JobLine => {
    const end = failedJobs.includes(index)
      ? ({ outcome: 'failed', exitCode: 1, failing: index } as const)
      : ({ outcome: 'passed', exitCode: 0, failing: 0 } as const);
    const numbers = { warning: 0, hosts: 1, durationSeconds: 9, reason: null, reasons: [] };
    return { name: `job ${index}`, ...end, ...numbers };
  });
  const verdict = {
    reasons: many.flatMap((at) => reason(`reason ${at}`)),
    notes: many.flatMap((at) => reason(`note ${at}`)),
  };
  const base = judged(verdict, [failing()]);
  const [policy] = base.policies;
  const policies = many.flatMap((at) =>
    policy ? [{ ...policy, id: String(at), title: `policy ${at}`, failing: at === 700 ? 1 : 0 }] : [],
  );
  const result = { ...base, jobs, policies };
  const listed = (text: string, word: string) =>
    [...text.matchAll(new RegExp(`^   ${word} (\\d+)`, 'gm'))].map(([, index]) => Number(index));

  test('a terminal lists as many of its jobs, policies, reasons and notes as summary.md, the worst jobs and policies first, and says how many more there are and where', () => {
    const text = verdictLines(result, look).join('\n');
    expect(listed(text, 'job')).toEqual([998, 700, ...many.slice(0, 48)]);
    expect(listed(text, 'reason')).toEqual(many.slice(0, 50));
    expect(listed(text, 'note')).toEqual(many.slice(0, 50));
    expect(listed(text, 'policy')).toEqual([700, ...many.slice(0, 49)]);
    for (const word of ['jobs', 'reasons', 'notes', 'policies'])
      expect(text).toContain(`\n   and 950 more ${word}: result.json has them all.\n`);
  });

  test('report.txt keeps all of them', async () => {
    const text = await render('text', { ...inputOf([]), result });
    for (const word of ['job', 'policy', 'reason', 'note']) expect(listed(text, word)).toHaveLength(1000);
  });
});

test('a control that fails on many hosts is one entry, with all of them; the sum still agrees', () => {
  const on = (ip: string, changes = {}) => failing({ host: { id: ip, ip }, ...changes });
  const many = Array.from({ length: 5 }, (_, index) => on(`10.20.30.${40 + index}`));
  const others = Array.from({ length: 11 }, (_, index) => on('10.9.9.9', { cid: 2000 + index }));
  const statement = "Status of the 'audit_trail' setting of the local database client on every node";
  const lines = verdictLines(
    resultOf(
      [...many, on('10.20.30.60'), on('10.20.30.61', { unexpected: ['maybe'] }), ...others].map((row) => ({
        ...row,
        statement,
      })),
    ),
    look,
  );
  const at = lines.findIndex((line) => line.startsWith('   CID'));
  expect(lines.slice(at, at + 7).join('\n')).toBe(`   CID   Criticality  Hosts     Control
   1141  URGENT       7 hosts   Status of the 'audit_trail' setting of the
                                local database client on every node
         on 10.20.30.40-10.20.30.44, 10.20.30.60-10.20.30.61
         expected no, found yes on 6 hosts, maybe on 1 host
   2000  URGENT       10.9.9.9  Status of the 'audit_trail' setting of the
                                local database client on every node`);
  expect(lines).toContain('   ↓ 2 more controls with 2 postures');
});

test('a command and an address of the web are never cut: they are copied from here', async () => {
  const again = `qualys-pc run --config ${'folder/'.repeat(12)}qualys-pc.yaml`;
  expect(verdictLines(resultOf([failing()]), { ...look, again })).toContain(`   Again: ${again}`);
  const { result, ...input } = inputOf([failing()]);
  const reportUrl = `https://qualysguard.qg2.apps.qualys.com/fo/report/${'x'.repeat(90)}.php?id=9988`;
  const scan = result.scan === null ? null : { ...result.scan, reportUrl };
  expect(await render('text', { ...input, result: { ...result, scan } })).toContain(` ${reportUrl}\n`);
});

test('all files are named, over several lines where one is too short', () => {
  const files = Array.from({ length: 9 }, (_, index) => `qualys-pc-results/report-number-${index}.txt`);
  const text = verdictLines(resultOf([row()]), { ...look, files }).join('\n');
  for (const file of files) expect(text).toContain(file.split('/')[1]);
});

test.each<[string, Result, string]>([
  ['passed', judged({}), ' ✓ PASSED  None of 1 posture fails the build.'],
  [
    'passed without a gate, and it says so',
    judged({ gate: false }),
    ' ✓ PASSED  There is no gate: 1 posture read, nothing can fail the build.',
  ],
  [
    'passed with warnings',
    resultOf([row({ state: 'error', counts: 'warn', why: 'criteria' })]),
    ' ✓ PASSED, WITH WARNINGS  None of 1 posture fails the build. 1 warns.',
  ],
  [
    'inconclusive',
    judged({ outcome: 'inconclusive', exitCode: 4, reasons: reason('No posture came.') }),
    ' ! INCONCLUSIVE  No posture came.',
  ],
  [
    'not finished',
    judged({ outcome: 'unfinished', exitCode: 5, reasons: reason('It still runs.') }),
    ' ! NOT FINISHED  It still runs.',
  ],
  [
    'not evaluated, loudly',
    judged({ outcome: 'not-evaluated', reasons: reason('The login failed.') }, []),
    ' ! NOT CHECKED  Nothing was checked. The login failed.',
  ],
  [
    'failed by the login',
    judged({ outcome: 'failed', exitCode: 1, reasons: reason('The scanner could not log in.') }, []),
    ' ✗ FAILED  The scanner could not log in.',
  ],
])('the first line says the verdict: %s', (_name, result, line) => {
  expect(verdictLines(result, look)[0]).toBe(line);
});

describe.each([40, 59, 60, 80, 120])('at %i columns', (width) => {
  test.each([
    ['a full result', () => showcase(512)],
    ['hostile text', hostileInput],
  ])('no line is wider, and none holds a control character: %s', (_name, input) => {
    for (const unicode of [true, false]) {
      const { result, previous } = input();
      const lines = verdictLines(result, {
        width,
        unicode,
        color: false,
        previous,
        files: ['qualys-pc-results/report.html'],
      });
      expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\ud800]/);
    }
  });
});

test('without unicode every character is ASCII', () => {
  const { result, previous } = showcase(512);
  expect(verdictLines(result, { ...look, unicode: false, previous }).join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
});

test('values and reasons that were cut within the result end in the mark of the terminal', () => {
  const changes = { reasons: [...reason('first'), ...reason(`It said "${cutText('b'.repeat(200), 120)}"`)] };
  const result = judged({ ...changes, outcome: 'inconclusive' }, [
    failing({ unexpected: ['a'.repeat(600)] }),
  ]);
  const text = (unicode: boolean) => verdictLines(result, { ...look, width: 2000, unicode }).join('\n');
  for (const words of ['a… and more\n', 'b…"']) {
    expect(text(true)).toContain(words);
    expect(text(false)).toContain(words.replace('…', '~'));
  }
  expect(text(false)).toMatch(/^[\x20-\x7e\n]*$/);
});

test('colour changes nothing but colour', () => {
  const { result } = showcase(512);
  const coloured = verdictLines(result, { ...look, color: true });
  expect(coloured.join('\n')).toContain('\u001b[31m');
  expect(coloured.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(verdictLines(result, look));
});

describe('the summary in Markdown', () => {
  test('hostile text stays text: no tag, no link, no column of its own', async () => {
    const page = await render('markdown', hostileInput());
    const withoutEscapes = page.replace(/\\./g, '');
    expect(withoutEscapes.replaceAll(/<\/?(details|summary)>/g, '')).not.toMatch(/[<`[\]]/);
    const columns = withoutEscapes
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split('|').length);
    expect(new Set(columns)).toEqual(new Set([12, 8, 4]));
  });

  test('it says what fails, what changed and what is excluded, and stays short', async () => {
    const page = await render('markdown', showcase(20_000));
    expect(page).toContain('## ✗ FAILED: ');
    expect(page).toMatch(/\*\*Since build 41\*\*: \d+ new, 1 fixed, \d+ unchanged/);
    expect(page).toContain('ended on 2026\\-03\\-31'.replaceAll('\\-', '-'));
    expect(page.length).toBeLessThan(64_000);
  });

  test('a control that fails alike on many hosts is one row, and only a web address is a link', async () => {
    const input = inputOf(['10.0.0.1', '10.0.0.2'].map((ip) => failing({ host: { id: ip, ip } })));
    const page = await render('markdown', input);
    expect(page).toContain(
      '| 1141 | URGENT | 2 hosts\\: 10.0.0.1-10.0.0.2 \\(Debian GNU/Linux 12.x\\) | SSH root login is disabled | expected no, found yes |',
    );
    expect(page).toContain('To pass, fix these on their hosts');
    const { scan } = input.result;
    if (scan === null) throw new Error('The sample has a scan.');
    const portal = (reportUrl: string) =>
      render('markdown', { ...input, result: { ...input.result, scan: { ...scan, reportUrl } } });
    expect(await portal('https://portal.example/?id=1&a=>)|b')).toContain(
      '| Portal | [Open the scan in Qualys](<https://portal.example/?id=1&a=%3E)%7Cb>) |',
    );
    expect(await portal('javascript:alert(1)')).not.toContain('[Open');
  });

  test('a run without rows has no table of controls', async () => {
    expect(await render('markdown', inputOf([]))).not.toContain('What fails the build');
  });
});
