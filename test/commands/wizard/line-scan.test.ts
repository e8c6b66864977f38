import { expect, test } from 'vitest';
import { watchScan } from '../../../src/commands/wizard/lines/scan.js';
import type { ScanEvent } from '../../../src/workflow/run/events.js';
import { scanOf } from '../../screens/events.js';
import { sampleResult } from '../../support/sample-result.js';
import { running, timeAt } from '../../support/sample-run.js';
import { lineContext } from './line-context.js';

test('a scan that is judged as it is detached has its verdict, and the files of it', async () => {
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
  const context = lineContext(terminal);
  const scan = { ...scanOf([], ['result.json']), events: events() };
  expect(await watchScan(context, scan)).toEqual({ kind: 'judged', result, files: ['result.json'] });
  expect(scan.detach).toHaveBeenCalledOnce();
});
