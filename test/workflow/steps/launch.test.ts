import { expect, test } from 'vitest';
import { PcError } from '../../../src/errors.js';
import { IpSet } from '../../../src/net/ip-set.js';
import type { QualysApi } from '../../../src/qualys/qualys-api.js';
import type { Survey } from '../../../src/workflow/plan/survey.js';
import type { RunState } from '../../../src/workflow/results/run-state.js';
import { EventChannel } from '../../../src/workflow/run/event-channel.js';
import type { RunContext } from '../../../src/workflow/run/run-context.js';
import { launchOnce } from '../../../src/workflow/steps/launch.js';

const START_MS = Date.parse('2026-05-04T09:00:00Z');

/** A launch whose answer is lost as often as told, on a clock that jumps from sleep to sleep. */
function lostLaunch(times: number) {
  let nowMs = START_MS;
  let launches = 0;
  const written: Partial<RunState>[] = [];
  const clock = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
  };
  const api: Pick<QualysApi, 'launchScan' | 'listScans'> = {
    launchScan: async () => {
      launches += 1;
      if (launches > times) return { id: '9', ref: 'compliance/1.2' };
      throw new PcError('lost', { kind: 'unreachable', code: 'launch-unknown', next: 'Run again.' });
    },
    listScans: async () => ({ serverTime: new Date(nowMs).toISOString(), scans: [] }),
  };
  const context = {
    api,
    channel: new EventChannel(clock),
    request: { title: 'pay', target: { type: 'host' }, account: { username: 'acme2ab1' } },
    deps: {
      clock,
      signal: new AbortController().signal,
      directory: { writeState: async (state: RunState) => written.push(state) },
    },
  } as unknown as RunContext;
  const survey = {
    target: { slice: IpSet.parse('10.0.0.1') },
    optionProfile: { id: '1', title: 'Jenkins_a' },
    scanner: 'External',
  } as unknown as Survey;
  const intentAt = new Date(START_MS).toISOString();
  const intent = { title: 'pay', intentAt, survey: { connector: null, ips: '10.0.0.1' } } as RunState;
  return {
    run: () => launchOnce(context, survey, intent, () => undefined),
    written,
    launches: () => launches,
  };
}

test('a launch that is sent once more, three minutes later, has its own time in the state before it is sent', async () => {
  const { run, written, launches } = lostLaunch(1);
  expect(await run()).toEqual({ id: '9', ref: 'compliance/1.2' });
  expect(launches()).toBe(2);
  expect(written.map(({ intentAt, sentAgainAt }) => [intentAt, sentAgainAt])).toEqual([
    ['2026-05-04T09:00:00.000Z', undefined],
    ['2026-05-04T09:00:00.000Z', '2026-05-04T09:03:00.000Z'],
  ]);
});

test('it is never sent a third time', async () => {
  const { run, launches } = lostLaunch(2);
  await expect(run()).rejects.toMatchObject({ code: 'launch-unknown' });
  expect(launches()).toBe(2);
});
