import { expect, test, vi } from 'vitest';
import { PolicyBars } from '../../../src/screens/run/policy-bars.js';
import { ScanScreen } from '../../../src/screens/run/scan.js';
import type { ScanEvent } from '../../../src/workflow/run/events.js';
import { draw, keys } from '../../support/draw.js';
import { failingControls, policyResult, sampleResult } from '../../support/sample-result.js';
import { clockAt, timeAt } from '../../support/sample-run.js';
import { hostDraft } from '../../wizard/answers.js';
import { SampleResultView } from './sample-result-view.js';

const nothing = () => undefined;
const header = { product: 'qualys-pc', account: 'acme2ab1 · US2' };
const terminal = { multiplexer: 'none', taskProgress: false } as const;

test('the full statement of a control is the first line of the details, whole', async () => {
  const policy = policyResult('P', 1, 1);
  const statement = `Status of the 'PermitRootLogin' setting in the 'sshd_config' file, ${'as it is read by every daemon of the host, '.repeat(2)}to the last word`;
  const controls = failingControls(policy).map((control) => ({ ...control, statement }));
  const { see, frame } = draw(<SampleResultView result={{ ...sampleResult([policy]), controls }} />, {
    rows: 40,
  });
  await see('expected no, found yes');
  expect(frame().replace(/\s+/g, ' ')).toContain(`${statement} expected no, found yes`);
});

const inconclusive = (code: string, authentication = {}) => {
  const base = sampleResult([], {
    outcome: 'inconclusive',
    exitCode: 4,
    reasons: [{ code, what: 'It ended.' }],
  });
  return { ...base, authentication: { ...base.authentication, ...authentication } };
};

test.each([
  ['no host answered', inconclusive('no-host-covered'), 'Change the scanner'],
  ['no evidence', inconclusive('no-evidence'), 'Change the scanner'],
  ['not processed', inconclusive('not-processed'), 'Change the scanner'],
  ['no control applies', inconclusive('no-applicable-control'), 'Change the scanner'],
  ['a reason of another day', inconclusive('something-new'), 'Change the scanner'],
  ['the login failed', inconclusive('auth-failed', { failed: ['10.20.30.40'] }), 'Change the auth record'],
  [
    'the rights do not suffice',
    inconclusive('auth-failed', { insufficient: ['10.20.30.40'] }),
    'Change the auth record',
  ],
])(
  'every end without a verdict has a Next line, and actions, and no empty table: %s',
  async (_name, result, first) => {
    const onAction = vi.fn();
    const { see, frame, press } = draw(<SampleResultView result={result} onAction={onAction} />);
    await see(/Next +[A-Z][^.]+/);
    await see(new RegExp(`❯ ${first} +Launch again +Leave`));
    expect(frame()).not.toContain('/ filter');
    press(keys.enter);
    await expect.poll(() => onAction).toHaveBeenCalledOnce();
  },
);

test('bars have a legend: each count stands behind the filling that it counts', async () => {
  const { see } = draw(<PolicyBars policies={[policyResult('CIS Debian 12', 16, 4)]} lines={3} />);
  await see(/█+▓+▒+ {2}█ 16 passed {2}▓ 4 failing {2}▒ 6 other/);
});

test('counters of bars stay within the content where the terminal is 200 columns wide', async () => {
  const { see, frame } = draw(<SampleResultView />, { columns: 200, rows: 50 });
  await see('failing');
  for (const line of frame().split('\n')) expect(line.length).toBeLessThanOrEqual(110);
});

test('of a scan that is resumed the time elapsed is that since the launch', async () => {
  const events: ScanEvent[] = [
    { v: 1, time: timeAt(3600), type: 'step-started', step: 'wait', message: 'Waiting for the scan' },
    {
      v: 1,
      time: timeAt(3601),
      type: 'step-progress',
      step: 'wait',
      level: 'info',
      message: 'Running',
      facts: { state: 'Running' },
    },
  ];
  const scan = {
    launchedAt: timeAt(0),
    events: (async function* () {
      yield* events;
      await new Promise(() => undefined);
    })(),
    cancel: nothing,
    detach: nothing,
    writtenFiles: async () => [],
  };
  const { see } = draw(
    <ScanScreen
      scan={scan}
      seen={undefined}
      header={header}
      clock={clockAt(3605)}
      terminal={terminal}
      rerun={null}
      onBack={nothing}
      warningWords={(warning) => warning}
      draft={hostDraft}
      onExclude={nothing}
      onOpen={nothing}
      onAgain={nothing}
      onEnd={nothing}
    />,
  );
  await see(/Running +1:00:05/);
});
