import { expect, test, vi } from 'vitest';
import type { ResultViewProps } from '../../../src/screens/run/result-view.js';
import { draw, keys, until } from '../../support/draw.js';
import { expectFits } from '../../support/frames.js';
import { sampleResult } from '../../support/sample-result.js';
import { hostDraft } from '../../wizard/answers.js';
import { SampleResultView } from './sample-result-view.js';

function open(props: Partial<ResultViewProps>) {
  const calls = { onExclude: vi.fn(), onAction: vi.fn(), onBack: vi.fn(), onQuit: vi.fn() };
  const screen = draw(
    <SampleResultView files={['qualys-pc-results/report.html']} rerun={null} {...calls} {...props} />,
  );
  return { ...screen, ...calls };
}

const notAlive = sampleResult([], {
  outcome: 'inconclusive',
  exitCode: 4,
  reasons: [{ code: 'no-host-covered', what: 'No host answered the scan.' }],
});

test('a failed verdict says what to do next', async () => {
  await open({}).see(/Next +fix them on these hosts, or press x to exclude one with a reason/);
});

test('esc on the verdict closes details first, then goes to the review', async () => {
  const screen = open({});
  await screen.see('expected no, found yes');
  screen.press(keys.esc);
  await screen.miss('expected no, found yes');
  expect(screen.onBack).not.toHaveBeenCalled();
  screen.press(keys.esc);
  await expect.poll(() => screen.onBack).toHaveBeenCalledOnce();
});

test('x excludes with reason and last day, and shows what the verdict would be', async () => {
  const screen = open({});
  await screen.see('1141');
  screen.press('x');
  await screen.see('Exclude 1141 from the verdict');
  await screen.see('except 1141.');
  await screen.see('1141 stays excluded: it has no last day.');
  await screen.see('With it this verdict would still have been FAILED');
  screen.press(keys.enter);
  await screen.see('Say why');
  screen.press(...'SEC-118', keys.tab, ...'2027-02-31', keys.enter);
  await screen.see('Write the day as 2027-03-31.');
  await screen.see('The last day cannot be taken as it is.');
  screen.press('\u0015', ...'2026-05-03', keys.enter);
  await screen.see('That day is over: name today or a later one.');
  screen.press('\u0015', ...'2027-03-31');
  await screen.see('The last day is 2027-03-31 (UTC); after it 1141 counts again.');
  expect(screen.onExclude).not.toHaveBeenCalled();
  screen.press(keys.enter);
  await expect
    .poll(() => screen.onExclude.mock.calls)
    .toEqual([[{ cids: '1141', reason: 'SEC-118', expires: '2027-03-31' }]]);
});

test('a control that was excluded since the verdict has its reason and last day in the dialog, and the preview counts it', async () => {
  const exclusions = [
    { cids: '1141', reason: 'SEC-118', expires: '2027-03-31' },
    { cids: '2000-2300', reason: 'all of them', expires: '' },
    { cids: '5201', reason: 'over', expires: '2020-01-01' },
  ];
  const screen = open({ draft: { ...hostDraft, exclusions } });
  const words = () => screen.frame().replace(/\s+/g, ' ');
  await screen.see('1141');
  screen.press('x');
  await screen.see('1141 is excluded: change why, or until when');
  await screen.see('❯ Reason');
  await screen.see('SEC-118');
  await screen.see('2027-03-31');
  // Of the 13 that fail 2 are 1141, and 3 lie in the range; the entry of 5201 is over.
  await until(() => expect(words()).toContain('FAILED: 8 postures left.'));
  expect(words()).toContain('except 1141 and 2000 to 2300.');
});

test('a control whose own exclusion has ended is not called excluded', async () => {
  const exclusions = [{ cids: '1141', reason: 'SEC-118', expires: '2026-05-03' }];
  const screen = open({ draft: { ...hostDraft, exclusions } });
  await screen.see('1141');
  screen.press('x');
  await screen.see('The exclusion of 1141 ended on 2026-05-03: name a later last day');
  expect(screen.frame()).not.toContain('is excluded');
});

test('in a terminal of 30x10 no word of a verdict is cut: pages lead to the command at its end', async () => {
  const command = 'qualys-pc run --config a/folder/of/the/team/qualys-pc.yaml --job payments-api';
  const screen = draw(<SampleResultView rerun={command} />, { columns: 30, rows: 10 });
  await screen.see('✗ FAILED');
  await screen.see('13 of 518 postures fail the');
  await screen.see(/↓ \d+ more/);
  screen.press(keys.pageDown);
  await screen.see('Serious).');
  await screen.see('fix them on');
  screen.press(keys.pageDown, keys.pageDown, keys.pageDown, keys.pageDown, keys.pageDown);
  await screen.see(/ ↑ \d+ more/);
  expect(screen.frame().replace(/\s+/g, '')).toContain(command.slice(-40).replace(/\s+/g, ''));
  screen.press(keys.down);
  await screen.see('↓ 11 more');
  await screen.see(/❯ +1141/);
  for (const frame of screen.frames) expectFits(frame, 30, 10);
});

const warned = sampleResult(undefined, {
  warnings: 2,
  notes: [
    { code: 'no-applicable-control', what: 'Policy "CIS Apache" (5305) has no control that applies.' },
    { code: 'exclusion-expired', what: 'The exclusion of 1141 expired on 2026-03-31.' },
  ],
});

test.each([
  { columns: 100, rows: 44 },
  { columns: 120, rows: 40 },
])('the warnings that a failed verdict counts stand below its table: %o', async (size) => {
  const screen = draw(<SampleResultView result={warned} />, size);
  await screen.see('✗ FAILED, 2 warnings');
  await screen.see(
    /SERIOUS(?:.*\n)+\n +! Policy "CIS Apache" \(5305\) has no control that applies\.\n +! The exclusion of 1141 expired on 2026-03-31\.\n/,
  );
  await screen.see(/enter details.* l log/);
});

test('where a failed verdict has no room for its warnings, the keys name the way to them', async () => {
  const screen = draw(<SampleResultView result={warned} />);
  await screen.see('✗ FAILED, 2 warnings');
  await screen.see(/enter details.* x exclude {3}l warnings/);
  screen.press('l');
  await screen.see('Log, times in UTC');
});

test('in a terminal of 30x10 pages lead to the warnings of a failed verdict too', async () => {
  const screen = draw(<SampleResultView result={warned} />, { columns: 30, rows: 10 });
  await screen.see(/↓ \d+ more/);
  for (let page = 0; page < 8; page += 1) screen.press(keys.pageDown);
  await until(() => expect(screen.frames.join('\n')).toContain('The exclusion of 1141'));
});

test('an end without a verdict says what was looked at, what to do, and offers it', async () => {
  const screen = open({ result: notAlive });
  await screen.see(/INCONCLUSIVE.*No host answered the scan\./);
  await screen.see('Looked at');
  await screen.see('Check that the target is up and that the scanner can reach it.');
  await screen.see(/❯ Change the scanner +Launch again +Leave/);
  screen.press(keys.right, keys.enter);
  await expect.poll(() => screen.onAction.mock.calls).toEqual([['again']]);
});

test.each([
  ['inconclusive', 'scan-canceled', 'Run again for a new scan.'],
  ['unfinished', 'timed-out', 'Give the next scan a longer timeout.'],
  ['error', 'launch-refused', 'Correct what Qualys names, then run again.'],
] as const)(
  'an end that says itself what to do next is not answered in another way: %s, %s',
  async (outcome, code, next) => {
    const reasons = [{ code, what: 'It ended.', why: 'So it is.', next }];
    const screen = open({ result: sampleResult([], { outcome, exitCode: 4, reasons }) });
    await screen.see(`Next       ${next}`);
    expect(screen.frame()).not.toContain('Check that the target is up');
    await screen.see('It ended. So it is.');
    expect(screen.frame().split(next)).toHaveLength(2);
    expect(screen.frame()).not.toContain('l warnings');
  },
);

const refusedLogin = sampleResult([], {
  outcome: 'error',
  exitCode: 3,
  reasons: [
    {
      code: 'credentials-refused',
      what: 'Qualys refused the user name or password.',
      next: 'Check both. Nothing is sent again, as repeated failures lock the account. A user that logs in by single sign-on may have no API password, and a tenant may refuse passwords: use a client id and secret then.',
    },
  ],
});

test.each([
  { columns: 60, rows: 16 },
  { columns: 40, rows: 20 },
])('no empty line stands in an end whose words need the room: %o', async (size) => {
  const screen = draw(<SampleResultView result={refusedLogin} />, size);
  await screen.see('secret then.');
  await screen.see(/Looked at\s+10\.20\.30\.40/);
  await screen.see('Files');
  await screen.see('compliance/1777887000.11223');
});

test('too few rights have their own words and remedy', async () => {
  const result = {
    ...notAlive,
    authentication: { succeeded: [], failed: [], insufficient: ['10.20.30.40'], notAttempted: [] },
  };
  const screen = open({ result });
  await screen.see(/The login works, but its rights do not suffice on\s+10\.20\.30\.40/);
  await screen.see('Give the user of the auth record the rights');
  await screen.see('❯ Change the auth record');
});
