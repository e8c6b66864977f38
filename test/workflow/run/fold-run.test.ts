import { expect, test } from 'vitest';
import type { ScanEvent, ScanEventBody } from '../../../src/workflow/run/events.js';
import { foldRun } from '../../../src/workflow/run/fold-run.js';
import { runBefore } from '../../../src/workflow/run/run-progress.js';

const at = (second: number) => new Date(Date.UTC(2026, 4, 4, 9, 30, second)).toISOString();
const run = (...bodies: readonly ScanEventBody[]) =>
  bodies.map((body, second): ScanEvent => ({ v: 1, time: at(second), ...body })).reduce(foldRun, runBefore);
const stepOf = (progress: ReturnType<typeof run>, id: string) =>
  progress.steps.find((step) => step.id === id);

test('a step begins, says something, and ends', () => {
  const started = run({ type: 'step-started', step: 'connect', message: 'Connecting to US2' });
  expect(stepOf(started, 'connect')).toMatchObject({
    state: 'active',
    text: 'Connecting to US2',
    startedAt: at(0),
  });
  const done = run(
    { type: 'step-started', step: 'connect', message: 'Connecting to US2' },
    { type: 'step-progress', step: 'connect', message: 'The gateway is blocked', level: 'warning' },
    { type: 'step-done', step: 'connect', message: 'Connected to US2 as acme2ab1', durationMs: 400 },
  );
  expect(stepOf(done, 'connect')).toMatchObject({
    state: 'done',
    text: 'Connected to US2 as acme2ab1',
    durationMs: 400,
    warnings: ['The gateway is blocked'],
  });
  expect(done.log.map(({ level, text }) => `${level}: ${text}`)).toEqual([
    'info: Connecting to US2',
    'warning: The gateway is blocked',
    'info: Connected to US2 as acme2ab1',
  ]);
});

test('facts are kept until they change, and what only held for a moment goes with its step', () => {
  const facts = { scanRef: 'compliance/1777887000.11223', state: 'Running', nextLookAt: at(50) };
  const waiting = run(
    { type: 'step-started', step: 'wait', message: 'Waiting' },
    { type: 'step-progress', step: 'wait', message: 'Running', level: 'info', facts },
    { type: 'step-progress', step: 'wait', message: 'Running', level: 'heartbeat' },
  );
  expect(waiting.facts).toMatchObject({ ...facts, subState: null });
  const done = foldRun(waiting, {
    v: 1,
    time: at(9),
    type: 'step-done',
    step: 'wait',
    message: 'Scan finished',
    durationMs: 9000,
    facts: { state: 'Finished' },
  });
  expect(done.facts).toMatchObject({ scanRef: facts.scanRef, state: 'Finished', nextLookAt: null });
});

test('a wait for the limits ends with the next word', () => {
  const wait = {
    type: 'step-progress',
    step: 'posture',
    message: 'Waiting 41 s',
    level: 'info',
    facts: { waitingSeconds: 41, rate: { remaining: 0, limit: 300 } },
  } as const;
  expect(run(wait).facts).toMatchObject({ waitsUntil: at(41), rate: { remaining: 0, limit: 300 } });
  expect(run(wait, { ...wait, message: 'Reading', facts: {} }).facts).toMatchObject({
    waitsUntil: null,
    rate: { remaining: 0, limit: 300 },
  });
});

test('a heartbeat and a repeated word leave no line in the log', () => {
  const look = { type: 'step-progress', step: 'wait', message: 'Running', level: 'info' } as const;
  expect(run(look, look, { ...look, level: 'heartbeat' }).log).toHaveLength(1);
});

test('a skipped step says why', () => {
  const skipped = run({ type: 'step-skipped', step: 'auth-record', reason: 'none is configured' });
  expect(stepOf(skipped, 'auth-record')).toMatchObject({
    state: 'skipped',
    text: 'Auth record: none is configured',
  });
});

test('an error fails its step and ends the run', () => {
  const error = {
    what: 'Scan X was cancelled',
    next: 'Run again.',
    kind: 'inconclusive',
    code: 'scan-canceled',
    exitCode: 4,
  };
  const failed = run(
    { type: 'step-started', step: 'wait', message: 'Waiting' },
    { type: 'error', step: 'wait', error },
  );
  expect(stepOf(failed, 'wait')).toMatchObject({ state: 'failed', text: 'Scan X was cancelled' });
  expect(failed.ending).toEqual({ type: 'error', error });
});

test('a log longer than 2,000 lines drops its beginning and counts it', () => {
  const lines = Array.from(
    { length: 2005 },
    (_, index): ScanEventBody => ({
      type: 'step-progress',
      step: 'wait',
      message: `line ${index}`,
      level: 'info',
    }),
  );
  const { log, logDropped } = run(...lines);
  expect([log.length, logDropped, log[0]?.text]).toEqual([2000, 5, 'line 5']);
});
