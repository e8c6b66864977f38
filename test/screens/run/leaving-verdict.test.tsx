import { expect, test } from 'vitest';
import type { ScanEvent } from '../../../src/workflow/run/events.js';
import { keys } from '../../support/draw.js';
import { sampleResult } from '../../support/sample-result.js';
import { running, timeAt } from '../../support/sample-run.js';
import { scanOf } from '../events.js';
import { openAtReview } from '../open-app.js';

const judged: ScanEvent = {
  v: 1,
  time: timeAt(700),
  type: 'judged',
  step: 'report',
  result: sampleResult(),
};
const files = ['qualys-pc-results/result.json', 'qualys-pc-results/report.html'];
const ending = { exitCode: 1, verdict: { result: judged.result, files } };

test('who leaves the verdict before its files are known leaves when they are, and they are named', async () => {
  const app = await openAtReview({ terminal: { rows: 40 } });
  let know: (names: readonly string[]) => void = () => undefined;
  const known = new Promise<readonly string[]>((resolve) => {
    know = resolve;
  });
  app.services.launch.mockReturnValue({ ...scanOf([judged]), writtenFiles: () => known });
  await app.see('❯ Launch the scan');
  app.press(keys.enter);
  await app.see('FAILED');
  app.press('q', 'q');
  await app.see('FAILED');
  expect(app.onEnd).not.toHaveBeenCalled();
  know(files);
  await expect.poll(() => app.onEnd.mock.calls).toMatchObject([[ending]]);
});

test('a scan that is judged as it is detached is left with its verdict', async () => {
  const app = await openAtReview({ terminal: { rows: 40 } });
  let detach: () => void = () => undefined;
  const detached = new Promise<void>((resolve) => {
    detach = resolve;
  });
  const events = async function* (): AsyncGenerator<ScanEvent> {
    for (const [second, body] of running) yield { v: 1, time: timeAt(second), ...body };
    await detached;
    yield judged;
  };
  const scan = { ...scanOf([], files), events: events(), detach };
  app.services.launch.mockReturnValue(scan);
  await app.see('❯ Launch the scan');
  app.press(keys.enter);
  await app.see('next look in');
  app.press('d');
  await app.see('❯ Detach');
  app.press(keys.enter);
  await expect.poll(() => app.onEnd.mock.calls).toMatchObject([[ending]]);
});
