import { vi } from 'vitest';
import type { Result } from '../../src/workflow/results/result.js';
import type { ScanEvent, ScanEventBody } from '../../src/workflow/run/events.js';
import { resultOf } from '../support/result-of-rows.js';

const time = '2026-05-04T09:30:00.000Z';
const event = (body: ScanEventBody): ScanEvent => ({ v: 1, time, ...body });

/** A result that passed with nothing in it to look at. */
const passedResult: Result = resultOf([]);

export const passingScan: readonly ScanEvent[] = [
  event({ type: 'step-started', step: 'connect', message: 'Connecting' }),
  event({ type: 'step-done', step: 'connect', message: 'Connected to US2', durationMs: 400 }),
  event({ type: 'judged', step: 'report', result: passedResult }),
];

/** A launched scan that tells these events and then ends. */
export function scanOf(events: readonly ScanEvent[], files: readonly string[] = []) {
  return {
    events: (async function* () {
      yield* events;
    })(),
    cancel: vi.fn(),
    detach: vi.fn(),
    writtenFiles: async () => files,
  };
}
