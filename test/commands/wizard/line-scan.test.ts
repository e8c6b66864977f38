import { expect, test } from 'vitest';
import { LineAnswers } from '../../../src/commands/wizard/lines/line-answers.js';
import { watchScan } from '../../../src/commands/wizard/lines/scan.js';
import type { ScanEvent } from '../../../src/workflow/run/events.js';
import { scanOf } from '../../screens/events.js';
import { fakeServices, freshStart, nowMs } from '../../screens/fake-services.js';
import { sampleResult } from '../../support/sample-result.js';
import { running, timeAt } from '../../support/sample-run.js';

test('a scan that is judged as it is detached has its verdict, and the files of it', async () => {
  const { services } = fakeServices();
  const hear: ((line: string) => void)[] = [];
  const terminal = {
    say: () => undefined,
    ask: async () => '',
    askSecret: async () => '',
    listen: (onLine: (line: string) => void) => {
      hear.push(onLine);
      return () => undefined;
    },
    close: () => undefined,
  };
  const result = sampleResult();
  const events = async function* (): AsyncGenerator<ScanEvent> {
    for (const [second, body] of running) yield { v: 1, time: timeAt(second), ...body };
    for (const onLine of hear) onLine('d');
    yield { v: 1, time: timeAt(700), type: 'judged', step: 'report', result };
  };
  const start = freshStart;
  const answers = new LineAnswers({ start, services, now: () => '' });
  const context = {
    terminal,
    answers,
    services,
    start,
    now: () => nowMs,
    signal: new AbortController().signal,
  };
  const scan = { ...scanOf([], ['result.json']), events: events() };
  expect(await watchScan(context, scan)).toEqual({ kind: 'judged', result, files: ['result.json'] });
  expect(scan.detach).toHaveBeenCalledOnce();
});
