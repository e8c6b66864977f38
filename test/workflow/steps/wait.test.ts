import { expect, test } from 'vitest';
import type { QualysApi } from '../../../src/qualys/qualys-api.js';
import type { Scan, ScanList } from '../../../src/qualys/resources/scans.js';
import { EventChannel } from '../../../src/workflow/run/event-channel.js';
import type { RunContext } from '../../../src/workflow/run/run-context.js';
import { waitForScan } from '../../../src/workflow/steps/wait.js';

const launchedAt = '2026-05-04T09:30:00Z';

const scan = (state: string, durationSeconds?: number): Scan => ({
  id: '1',
  ref: 'compliance/1.2',
  title: 'pay',
  userLogin: 'acme2ab1',
  launchedAt,
  durationSeconds,
  state,
  subState: undefined,
  processed: false,
  target: '10.20.30.40',
});

/** Waits for a scan that each look, two minutes apart from 09:32 on, shows as told. */
async function endOf(looks: readonly Scan[], isResumed = false): Promise<string> {
  let nowMs = Date.parse(launchedAt);
  let look = 0;
  const clock = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
  };
  const api: Pick<QualysApi, 'listScans'> = {
    listScans: async (): Promise<ScanList> => {
      const shown = looks[look];
      look += 1;
      if (shown === undefined) throw new RangeError('the wait goes on after the end');
      return { serverTime: new Date(nowMs).toISOString(), scans: [shown] };
    },
  };
  const context = {
    api,
    channel: new EventChannel(clock),
    request: { pollingIntervalMs: 120_000, timeoutMs: 7_200_000 },
    deadlineMs: nowMs + 7_200_000,
    deps: { clock, signal: new AbortController().signal },
  } as unknown as RunContext;
  const { endedAt } = await waitForScan(context, { ref: 'compliance/1.2', optionProfileId: '1', isResumed });
  return endedAt;
}

test('a scan ended when its duration was over', async () => {
  const ended = scan('Finished', 190);
  expect(await endOf([scan('Queued'), ended])).toBe('2026-05-04T09:33:10.000Z');
});

test('a duration that leaves the queue out puts the end no earlier than the scan was last seen at work', async () => {
  const looks = [scan('Queued'), scan('Queued'), scan('Running', 60), scan('Finished', 190)];
  expect(await endOf(looks)).toBe('2026-05-04T09:36:00.000Z');
});

test('a scan never ended later than it was seen to have ended', async () => {
  expect(await endOf([scan('Running', 60), scan('Finished', 3600)])).toBe('2026-05-04T09:34:00.000Z');
});
