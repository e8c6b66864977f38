import { expect, test, vi } from 'vitest';
import { failingTableRows, rowOrders } from '../../src/screens/run/failing-table-rows.js';
import { filesText } from '../../src/screens/run/verdict-lines.js';
import { draw, keys, until } from '../support/draw.js';
import { expectFits, terminalSizes } from '../support/frames.js';
import { failingControls, policyResult, sampleResult } from '../support/sample-result.js';
import { SampleResultView } from './run/sample-result-view.js';

test('a failed run says so first, then why, then how each policy stands', async () => {
  const { see } = draw(<SampleResultView />);
  await see(
    /✗ FAILED {3}13 of 518 postures fail the build\.\n +The build fails when a control is \(Fail\) and \(Urgent, Critical or\n/,
  );
  await see(/CIS Debian 12 v1\.0 {2}█+▓+▒+ {2}█ 401 passed {2}▓ 9 failing {2}▒ +\d+ other/);
  await see(/Acme Hardening {6}█+▓+▒+ {2}█ {2}92 passed {2}▓ 4 failing {2}▒ +\d+ other/);
  await see('qualys-pc-results/report.html · result.json · junit.xml');
  await see('qualys-pc run --config qualys-pc.json');
});

test('the table shows the worst first, with what was expected and what was found', async () => {
  const { press, see } = draw(<SampleResultView />);
  await see(/❯ {3}1141 {2}URGENT +10\.20\.30\.40 +SSH root login is disabled/);
  await see('expected no, found yes');
  press(keys.enter);
  await see(/❯ {3}1141.*\n.* {3}1141/);
});

test('the table is filtered by any word and says how much is left', async () => {
  const { press, see } = draw(<SampleResultView />);
  press('/', 'audit hardening');
  await see(/1 of 13/);
  await see('Audit log is kept 90 days · ora11');
});

test('s sorts by the next column, and the column says so', async () => {
  const { press, see } = draw(<SampleResultView />);
  await see('Criticality ↓');
  press('s');
  await see('CID ↓');
  press('s');
  await see('Hosts ↓');
});

test.each(rowOrders)('an order by %s keeps every row', (order) => {
  const result = sampleResult();
  const keysOf = (items: readonly { readonly key: string }[]) => items.map(({ key }) => key).sort();
  expect(keysOf(failingTableRows(result, order))).toEqual(keysOf(failingTableRows(result, 'criticality')));
});

test('hosts are ordered by number, not by letter', () => {
  const policy = policyResult('P', 1, 3);
  const hosts = ['10.0.0.10', '10.0.0.9', '10.0.0.100'];
  const controls = failingControls(policy).map((group, index) => ({
    ...group,
    hostRanges: hosts[index] ?? '',
  }));
  const rows = failingTableRows({ ...sampleResult([policy]), controls }, 'host');
  expect(rows.map(({ value }) => value.hostRanges)).toEqual(['10.0.0.9', '10.0.0.10', '10.0.0.100']);
});

test('failing controls that are not listed are counted', async () => {
  const { see } = draw(<SampleResultView result={sampleResult([policyResult('P', 10, 7421)])} />);
  await see('2421 controls not listed · 7421 failing');
});

test.each([
  ['passed', '✓ PASSED', 'None of 16 postures fails the build.'],
  ['inconclusive', '! INCONCLUSIVE', 'The scan covered no host of the target.'],
  ['not-evaluated', '! NOT CHECKED', 'The scanner could not log in to any host.'],
] as const)('%s is told by a sign and a word', async (outcome, word, message) => {
  const policies = outcome === 'passed' ? [policyResult('P', 10, 0)] : [];
  const verdict = {
    outcome,
    reasons: [{ code: 'x', what: message }],
    notes: [{ code: 'y', what: 'A note.' }],
  };
  const { see, frame } = draw(<SampleResultView result={sampleResult(policies, verdict)} />);
  await see(word);
  await see(message);
  await see('! A note.');
  expect(frame()).not.toContain('s sort');
});

test('what did not pass is counted even when it fails nothing', async () => {
  const { see } = draw(
    <SampleResultView result={sampleResult([policyResult('P', 10, 0)], { outcome: 'passed' })} />,
  );
  await see('4 failed or in error, none of them counts · 3 excluded · 2 excepted');
});

test('policies that find no line are counted with their failures', async () => {
  const { policies } = sampleResult();
  const [first] = policies;
  if (first === undefined) throw new RangeError('no policy');
  const many = Array.from({ length: 9 }, (_, n) => ({ ...first, id: `${n}`, failing: 2 }));
  const { see } = draw(<SampleResultView result={{ ...sampleResult(), policies: many }} />, {
    columns: 60,
    rows: 16,
  });
  await see('and 8 more policies, 16 failing');
});

test('the files are named with their folder once, those to open first', () => {
  expect(filesText(['out/result.json', 'out/junit.xml', 'out/report.html', 'summary.md'])).toBe(
    'out/report.html · summary.md · out/result.json · junit.xml',
  );
  expect(filesText(['out/result.json', 'out/junit.xml', 'out/report.html'], 40)).toBe(
    'out/report.html · result.json · 1 more',
  );
});

test('warnings beside a pass are counted', async () => {
  const { see } = draw(
    <SampleResultView result={sampleResult([policyResult('P', 1, 0)], { outcome: 'passed', warnings: 2 })} />,
  );
  await see('✓ PASSED, 2 warnings');
});

test('a run that wrote nothing and cannot be run again says so', async () => {
  const { see } = draw(<SampleResultView files={[]} rerun={null} />);
  await see('none were written');
  await see('save the config to run it without the wizard');
});

test.each([
  ['q', ['q'], 'onQuit'],
  ['ctrl-c', [keys.ctrlC], 'onQuit'],
] as const)('%s leaves', async (_name, pressed, callback) => {
  const called = vi.fn();
  const { press } = draw(<SampleResultView {...{ [callback]: called }} />);
  press(...pressed);
  await until(() => expect(called).toHaveBeenCalledOnce());
});

test('a q typed into the filter is text', async () => {
  const { press, see } = draw(<SampleResultView />);
  press('/', 'q');
  await see(/\/ q/);
});

const strange = Array.from({ length: 9 }, (_, index) =>
  policyResult(`${index} 東京都庁 <base> & "more" `.repeat(12), 10 ** index, index * 300),
);
const strangeControls = strange.flatMap(failingControls).map((group) => ({
  ...group,
  cid: 4_000_000_000,
  statement: '\u001b[31m東京 '.repeat(60),
  criticality: { value: 5, label: 'URGENT'.repeat(9) },
  hostRanges: '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
  expected: ['\u202e'.repeat(300)],
  found: [
    { value: '値'.repeat(300), hosts: 1 },
    { value: '\n\n\n', hosts: 1 },
  ],
}));
const longReasons = Array.from({ length: 12 }, (_, index) => ({
  code: 'x',
  what: `${index} because 東京 `.repeat(30),
}));

test.each([...terminalSizes, { columns: 40, rows: 12 }])(
  'At $columns x $rows no frame of a result is higher or wider than the terminal',
  async ({ columns, rows }) => {
    const results = [
      sampleResult(),
      sampleResult([policyResult('P', 0, 0)], { outcome: 'passed' }),
      sampleResult([], { outcome: 'inconclusive', reasons: longReasons, notes: longReasons }),
      {
        ...sampleResult(strange, { reasons: longReasons, notes: longReasons, warnings: 1000 }),
        controls: strangeControls.slice(0, 5000),
      },
    ];
    for (const result of results) {
      for (const unicode of [true, false]) {
        const files = ['a/very/long/path/'.repeat(30)];
        const { press, see, frame, unmount } = draw(<SampleResultView result={result} files={files} />, {
          columns,
          rows,
          unicode,
        });
        await see('qualys-pc');
        expectFits(frame(), columns, rows);
        expect(frame()).not.toMatch(/\u001b\[31m|\u202e/);
        press('s', 'o', keys.down, keys.pageDown, keys.end);
        await see(/Link/);
        expectFits(frame(), columns, rows);
        press('l');
        await see('Log, times in UTC');
        expectFits(frame(), columns, rows);
        unmount();
      }
    }
  },
);

test.each(terminalSizes)(
  'at $columns x $rows nothing of a usual result is out of sight',
  async ({ columns, rows }) => {
    const { see, frame } = draw(<SampleResultView />, { columns, rows });
    await see('FAILED');
    for (const essential of ['9 failing', '❯', '1141', 'Files', 'Scan', 'Again', 'keys']) {
      expect(frame()).toContain(essential);
    }
    expect(frame()).not.toMatch(/[↑↓] \d+ more ━/);
  },
);

test('o says whole what became of the link, and every size tells how to quit', async () => {
  for (const size of terminalSizes) {
    const { press, see } = draw(<SampleResultView />, size);
    await see('q quit');
    press('o');
    await see(/Link +(Sent to the clipboard|There is no terminal)/);
  }
});
