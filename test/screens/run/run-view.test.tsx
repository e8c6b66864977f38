import { expect, test, vi } from 'vitest';
import { titleLines } from '../../../src/screens/run/run-timeline.js';
import { RunView, type RunViewProps } from '../../../src/screens/run/run-view.js';
import type { ScanEventBody } from '../../../src/workflow/run/events.js';
import { runBefore } from '../../../src/workflow/run/run-progress.js';
import { draw, keys, until } from '../../support/draw.js';
import { expectFits, terminalSizes } from '../../support/frames.js';
import { cancelled, clockAt, launched, running, runOf, timeAt } from '../../support/sample-run.js';

const header = { product: 'qualys-pc', account: 'acme2ab1 · US2' };
const never = () => expect.unreachable();

function View(props: Partial<RunViewProps>) {
  return (
    <RunView
      header={header}
      run={runOf(running)}
      clock={clockAt(376)}
      terminal={{ multiplexer: 'none', taskProgress: false }}
      leaving={null}
      onDetach={never}
      onCancel={never}
      onAction={never}
      onBack={never}
      onQuit={never}
      {...props}
    />
  );
}

test('before the first event every step is ahead', async () => {
  const { see } = draw(<View run={runBefore} />);
  await see(/The scan is being prepared.*◯ {2}Connection.*◯ {2}Reports/s);
});

test('a running scan tells state, elapsed time, estimate and the next look', async () => {
  const { see } = draw(<View />);
  await see('payments-api_jenkins_build_local_2026-05-04-09-29-58');
  await see('compliance/1777887000.11223');
  await see(/✓ +Connected to US2 as acme2ab1 +0\.4 s/);
  await see(/Running +6:12/);
  await see(/━{20,}─+ {2}about 11 min, from 4 scans/);
  await see('next look in 0:48');
  await see('◯  Posture');
});

test('the countdown follows the clock', async () => {
  const { see, redraw } = draw(<View clock={clockAt(376)} />);
  await see('next look in 0:48');
  redraw(<View clock={clockAt(377)} />);
  await see('next look in 0:47');
});

test('a scan that takes longer than the earlier ones says so', async () => {
  const { see } = draw(<View clock={clockAt(900)} />);
  await see('longer than the 11 min of earlier scans');
});

test('calls left are told when they grow scarce, and the wait for the limits is counted down', async () => {
  const waiting: ScanEventBody = {
    type: 'step-progress',
    step: 'wait',
    level: 'info',
    message: 'Waiting 41 s: the account used up its calls',
    facts: { waitingSeconds: 41, rate: { remaining: 3, limit: 300 } },
  };
  const { see } = draw(<View run={runOf([...running, [370, waiting]])} />);
  await see('! 3 of 300 calls left in this window');
  await see("waiting 0:35 for the account's limits");
});

test('a warning in the timeline is whole over as many lines as it needs, or counted whole', async () => {
  const message =
    'Looks that often may use up the calls of the account: 30 seconds or more between them are safe.';
  const warning: ScanEventBody = { type: 'step-progress', step: 'wait', level: 'warning', message };
  const run = runOf([...running, [300, warning]]);
  const wide = draw(<View run={run} />);
  await wide.see('Looks that often');
  expect(wide.frame().replace(/\s+/g, ' ')).toContain(message);
  const narrow = draw(<View run={run} />, { columns: 40, rows: 18 });
  await narrow.see(/Runn.*\(1 warning\)/);
});

test('warnings stand under their step', async () => {
  const warning: ScanEventBody = {
    type: 'step-progress',
    step: 'wait',
    level: 'warning',
    message: 'The scan is paused',
  };
  const { see } = draw(<View run={runOf([...running, [300, warning]])} />);
  await see(/! +The scan is paused/);
});

test('l shows the log with its times, and l again the timeline', async () => {
  const { press, see } = draw(<View />);
  press('l');
  await see(/Log, times in UTC: 16 entries/);
  await see(/09:29:58 {2}Connected to US2 as acme2ab1/);
  press('l');
  await see('next look in');
});

test.each([
  ['ctrl-c', keys.ctrlC, 'Stay and watch'],
  ['d', 'd', 'Detach: the scan goes on'],
  ['esc', keys.esc, 'Stay and watch'],
])('%s asks first: stay, detach or cancel', async (_name, pressed, proposed) => {
  const { press, see, miss } = draw(<View />);
  press(pressed);
  await see(`❯ ${proposed}`);
  await see('Stay and watch');
  await see('Detach: the scan goes on');
  await see('Cancel the scan in Qualys');
  press(keys.esc);
  await miss('Stay and watch');
  await see('next look in');
});

test.each([
  ['detach', [keys.ctrlC, keys.down, keys.enter], 'onDetach'],
  ['cancel', [keys.ctrlC, keys.down, keys.down, keys.enter], 'onCancel'],
  ['a second ctrl-c detaches', [keys.ctrlC, keys.ctrlC], 'onDetach'],
] as const)('%s is done as it was chosen', async (_name, pressed, callback) => {
  const called = vi.fn();
  const { press } = draw(<View {...{ [callback]: called }} />);
  press(...pressed);
  await until(() => expect(called).toHaveBeenCalledOnce());
});

test('before the launch there is nothing to detach from', async () => {
  const onCancel = vi.fn();
  const { press, see, frame } = draw(<View run={runOf(launched.slice(0, 4))} onCancel={onCancel} />);
  press(keys.ctrlC);
  await see('Stop before the scan is launched?');
  expect(frame()).not.toContain('Detach');
  press('2');
  await until(() => expect(onCancel).toHaveBeenCalledOnce());
});

test('while it is being cancelled the run asks no more', async () => {
  const { press, see, frame } = draw(<View leaving="cancelling" />);
  await see('Cancelling …');
  press(keys.ctrlC, 'l');
  await see('Log, times in UTC');
  expect(frame()).not.toContain('Stay and watch');
});

test('an error is told in full, with what to do and the ways on', async () => {
  const onBack = vi.fn();
  const { press, see } = draw(<View run={runOf([...running, [400, cancelled]])} onBack={onBack} />);
  await see(/✗ +Scan compliance\/1777887000\.11223 was cancelled/);
  await see('Somebody cancelled it in Qualys, or its time window ended.');
  await see('Run again for a new scan.');
  await see('esc back to the review');
  press(keys.esc);
  await until(() => expect(onBack).toHaveBeenCalledOnce());
});

const manyWarnings = Array.from({ length: 30 }, (_, index): readonly [number, ScanEventBody] => [
  200 + index,
  { type: 'step-progress', step: 'wait', level: 'warning', message: `${index} 東京 `.repeat(40) },
]);
const longTitle = {
  scanTitle: '東京都庁'.repeat(60),
  scanRef: 'compliance/1.2',
  reportUrl: `https://a.test/${'x'.repeat(300)}`,
};
const strange: ScanEventBody = {
  type: 'step-progress',
  step: 'wait',
  level: 'info',
  message: '\u001b[31mRunning\u202e'.repeat(30),
  facts: { ...longTitle, estimate: { seconds: 86_400, scans: 999 } },
};

test.each([...terminalSizes, { columns: 40, rows: 12 }])(
  'At $columns x $rows no frame of a run is higher or wider than the terminal',
  async ({ columns, rows }) => {
    const states = [
      runBefore,
      runOf(running),
      runOf([...running, ...manyWarnings]),
      runOf([...running, [300, strange]]),
      runOf([...running, ...manyWarnings, [400, cancelled]]),
    ];
    for (const run of states) {
      for (const unicode of [true, false]) {
        const { press, see, miss, frame, unmount } = draw(<View run={run} />, { columns, rows, unicode });
        await see('qualys-pc');
        expectFits(frame(), columns, rows);
        expect(frame()).not.toMatch(/\u001b\[31m|\u202e/);
        if (run.ending === null) {
          press('d');
          await see('Stay');
          expectFits(frame(), columns, rows);
          press(keys.esc);
          await miss('Stay');
        }
        press('l');
        await see('Log, times in UTC');
        expectFits(frame(), columns, rows);
        unmount();
      }
    }
  },
);

test('the step under way is in sight however little room there is', async () => {
  const { see } = draw(<View run={runOf([...running, ...manyWarnings])} />, { columns: 40, rows: 14 });
  await see(/Running/);
  await see('next look in');
});

test('time runs in the sample as it does in a scan', () => {
  expect(timeAt(2)).toBe('2026-05-04T09:30:00.000Z');
});

test('o says whole what became of the link, however long it is', async () => {
  const { press, see } = draw(<View />);
  press('o');
  await see(/Link: (Sent to the clipboard, if the terminal allows it\.|There is no terminal to copy with\.)/);
});

test('at 40 columns the way out of a running scan is among the keys', async () => {
  await draw(<View />, { columns: 40, rows: 20 }).see('ctrl-c stop…');
});

test.each([
  ['the log', 'l', 'Log, times in UTC'],
  ['the keys', '?', 'Keys on this screen'],
])('ctrl-c asks over %s too', async (_name, pressed, shown) => {
  const { press, see } = draw(<View />);
  press(pressed);
  await see(shown);
  press(keys.ctrlC);
  await see('❯ Stay and watch');
});

test('the leave dialog stands beside the timeline, which goes on below it', async () => {
  const { press, see, redraw } = draw(<View clock={clockAt(376)} />);
  press(keys.ctrlC);
  await see(/Running +6:12[\s\S]*next look in 0:48[\s\S]*❯ Stay and watch/);
  redraw(<View clock={clockAt(377)} />);
  await see(/next look in 0:47[\s\S]*❯ Stay and watch/);
});

test('no tick for 0 of 2: a login that fell short is drawn as a warning', async () => {
  const events: [number, ScanEventBody][] = [
    [
      380,
      {
        type: 'step-progress',
        step: 'authentication',
        level: 'warning',
        message: 'The login has too few rights on 10.20.30.40,10.20.30.60',
      },
    ],
    [
      381,
      {
        type: 'step-done',
        step: 'authentication',
        message: 'Login succeeded on 0 of 2 hosts',
        level: 'warning',
        durationMs: 400,
      },
    ],
  ];
  const { see } = draw(<View run={runOf([...running, ...events])} />, { rows: 30 });
  await see(/! +Login succeeded on 0 of 2 hosts/);
});

test('resume in one line: steps that an earlier session has done are told together', async () => {
  const reason = 'Done by the run that launched the scan';
  const skipped = (['target', 'host', 'auth-record', 'asset-group', 'policies'] as const).map(
    (step): [number, ScanEventBody] => [1, { type: 'step-skipped', step, reason }],
  );
  const { see, frame } = draw(<View run={runOf(skipped)} />);
  await see(`· 5 steps: ${reason}`.replace('· ', '·  '));
  expect(frame().split(reason)).toHaveLength(2);
});

test('the title wraps at `_`', () => {
  const title = `${'very_long_job_name_'.repeat(3)}jenkins_build_local_2026-05-04-09-29-58`;
  expect(titleLines(title, 76)).toEqual([
    'very_long_job_name_very_long_job_name_very_long_job_name_jenkins_build_local_'.slice(0, 71),
    'local_2026-05-04-09-29-58',
  ]);
  expect(titleLines('short_2026-05-04-09-29-58', 76)).toEqual(['short_2026-05-04-09-29-58']);
});

test('width capped: above 110 columns nothing stands at the far right', async () => {
  const { see, frame } = draw(<View />, { columns: 200 });
  await see(/Running +6:12/);
  for (const line of frame().split('\n')) expect(line.length).toBeLessThanOrEqual(110);
});
