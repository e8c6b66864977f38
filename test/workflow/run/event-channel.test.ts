import { expect, test } from 'vitest';
import type { Clock } from '../../../src/clock.js';
import { EventChannel } from '../../../src/workflow/run/event-channel.js';
import type { ScanEvent } from '../../../src/workflow/run/events.js';

/** A clock that moves only when everybody waits for it: straight to the next one to wake. */
function steppedClock(): Clock & { readonly step: () => boolean } {
  let nowMs = 0;
  const sleepers = new Set<{ readonly atMs: number; readonly wake: () => void }>();
  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { atMs: nowMs + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    step: () => {
      const [next] = [...sleepers].sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) return false;
      sleepers.delete(next);
      nowMs = next.atMs;
      next.wake();
      return true;
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Plays a work to its end; every event as it came. */
async function play(work: (channel: EventChannel, clock: Clock) => Promise<void>): Promise<ScanEvent[]> {
  const clock = steppedClock();
  const channel = new EventChannel(clock);
  const events: ScanEvent[] = [];
  const reading = (async () => {
    for await (const event of channel.drain()) events.push(event);
  })();
  const working = work(channel, clock).then(() => channel.close());
  do await settled();
  while (clock.step());
  await Promise.all([reading, working]);
  return events;
}

/** What a log prints: words that repeat those before are left out, heartbeats are not. */
function printed(events: readonly ScanEvent[]): number[] {
  let last = '';
  return events.flatMap((event) => {
    if (event.type !== 'step-progress') return [];
    const isRepeated = event.level === 'info' && event.message === last;
    last = event.message;
    return isRepeated ? [] : [Date.parse(event.time)];
  });
}

test.each([5, 20, 30, 59, 120, 600])(
  'While waiting, a line at least once a minute, so that no CI kills a silent job: a look every %i s',
  async (everySeconds) => {
    const events = await play(async (channel, clock) => {
      channel.started('wait', 'Waiting');
      for (let spent = 0; spent < 3_600; spent += everySeconds) {
        channel.progress('Running');
        await clock.sleep(everySeconds * 1000);
      }
    });
    const times = [0, ...printed(events), 3_600_000];
    const silences = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...silences)).toBeLessThanOrEqual(60_000);
    expect(times.length).toBeLessThan(80);
  },
);

test('one long call of an hour is not silent either, and the heartbeat repeats what is known', async () => {
  const events = await play(async (channel, clock) => {
    channel.started('posture', 'Reading the posture of 2 policies');
    await clock.sleep(3_600_000);
  });
  const beats = events.filter((event) => event.type === 'step-progress' && event.level === 'heartbeat');
  expect(beats.length).toBeGreaterThanOrEqual(60);
  expect(beats[0]).toMatchObject({ step: 'posture', message: 'Reading the posture of 2 policies' });
});
