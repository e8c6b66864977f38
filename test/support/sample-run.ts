import type { Clock } from '../../src/clock.js';
import type { ProgressFacts, ScanEvent, ScanEventBody } from '../../src/workflow/run/events.js';
import { foldRun } from '../../src/workflow/run/fold-run.js';
import { type RunProgress, runBefore } from '../../src/workflow/run/run-progress.js';
import type { StepId } from '../../src/workflow/run/scan-steps.js';

const beginMs = Date.UTC(2026, 4, 4, 9, 29, 58);

/** ISO time so many seconds into the sample run. */
export const timeAt = (second: number) => new Date(beginMs + second * 1000).toISOString();

/** A clock that stands so many seconds into the sample run and never ticks. */
export const clockAt = (second: number): Clock => ({
  now: () => beginMs + second * 1000,
  sleep: (_ms, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
});

type Told = readonly [second: number, body: ScanEventBody];

const done = (
  second: number,
  step: StepId,
  message: string,
  durationMs: number,
  facts?: ProgressFacts,
): Told[] => [
  [second, { type: 'step-started', step, message: `${message} …` }],
  [second, { type: 'step-done', step, message, durationMs, ...(facts === undefined ? {} : { facts }) }],
];

const scanFacts = {
  scanTitle: 'payments-api_jenkins_build_local_2026-05-04-09-29-58',
  scanRef: 'compliance/1777887000.11223',
  reportUrl: 'https://qualysguard.qg2.apps.qualys.com/fo/scan/scanList.php?id=11223',
};

/** From the connection to the launch. */
export const launched: readonly Told[] = [
  ...done(0, 'connect', 'Connected to US2 as acme2ab1', 400),
  ...done(0, 'target', '10.20.30.40', 100),
  ...done(1, 'host', '10.20.30.40 is in the account', 300),
  ...done(1, 'auth-record', 'Auth record Jenkins_unix_payments-api updated', 500),
  ...done(2, 'asset-group', 'Asset group Jenkins_AG_payments-api created', 400),
  ...done(2, 'policies', '2 policies hold the group, 1 added', 600),
  ...done(3, 'launch', 'Scan launched', 900, scanFacts),
];

/** The scan runs since second 4. */
export const running: readonly Told[] = [
  ...launched,
  [4, { type: 'step-started', step: 'wait', message: 'Waiting for scan compliance/1777887000.11223' }],
  [
    130,
    {
      type: 'step-progress',
      step: 'wait',
      level: 'info',
      message: 'Running',
      facts: { state: 'Running', estimate: { seconds: 660, scans: 4 }, nextLookAt: timeAt(424) },
    },
  ],
];

/** Somebody cancels the scan in Qualys. */
export const cancelled: ScanEventBody = {
  type: 'error',
  step: 'wait',
  error: {
    what: 'Scan compliance/1777887000.11223 was cancelled',
    why: 'Somebody cancelled it in Qualys, or its time window ended.',
    next: 'Run again for a new scan.',
    kind: 'inconclusive',
    code: 'scan-canceled',
    exitCode: 4,
  },
};

/** The run after these events. */
export function runOf(told: readonly Told[]): RunProgress {
  return told
    .map(([second, body]): ScanEvent => ({ v: 1, time: timeAt(second), ...body }))
    .reduce(foldRun, runBefore);
}
