import type { Result } from '../../src/workflow/results/result.js';
import type { ScanEvent, ScanEventBody } from '../../src/workflow/run/events.js';

const time = '2026-05-04T09:30:00.000Z';
const event = (body: ScanEventBody): ScanEvent => ({ v: 1, time, ...body });

/** A result that passed with nothing in it to look at. */
const passedResult: Result = {
  version: 1,
  tool: { name: 'qualys-pc', version: '0.1.0' },
  configDigest: 'sha256:0',
  jobName: 'payments-api',
  build: 'local',
  shards: { total: 1, present: [1] },
  verdict: {
    outcome: 'passed',
    exitCode: 0,
    gate: true,
    warnings: 0,
    reasons: [{ code: 'passed', message: 'No posture fails.' }],
    notes: [],
  },
  scan: {
    reference: 'compliance/1777887000.11223',
    id: '11223',
    title: 'payments-api_1',
    state: 'Finished',
    subState: null,
    launchedAt: time,
    durationSeconds: 600,
    reportUrl: null,
  },
  account: { platform: 'US2', apiServer: 'https://qualysapi.qg2.apps.qualys.com', username: 'acme_ab1' },
  target: { type: 'host', ips: ['10.20.30.40'], notAlive: [], uncovered: [] },
  criteria: null,
  optionProfile: { id: '9001', title: 'Jenkins_Linux baseline' },
  scanner: 'External',
  authRecord: null,
  authentication: { succeeded: ['10.20.30.40'], failed: [], insufficient: [], notAttempted: [] },
  policies: [],
  exclusions: [],
  baseline: null,
  totals: {
    passed: 1,
    failed: 0,
    error: 0,
    exceptions: 0,
    failing: 0,
    warning: 0,
    excluded: 0,
    baselined: 0,
    byStateAndCriticality: { passed: {}, failed: {}, error: {}, exception: {} },
  },
  startedAt: time,
  finishedAt: time,
};

export const passingScan: readonly ScanEvent[] = [
  event({ type: 'step-started', step: 'connect', message: 'Connecting' }),
  event({ type: 'step-done', step: 'connect', message: 'Connected to US2', durationMs: 400 }),
  event({ type: 'judged', step: 'report', result: passedResult }),
];
