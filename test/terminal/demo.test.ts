import { expect, test } from 'vitest';
import { snippetFormats } from '../../src/snippet/formats.js';
import { keys } from '../support/draw.js';
import { type OpenTerminal, openTerminal } from '../support/terminal.js';

test('the demo opens the wizard on the simulator: says so, is filled in, and passes', async () => {
  const terminal = openTerminal({
    args: ['demo'],
    env: { QUALYS_USERNAME: 'someone', HTTPS_PROXY: 'http://127.0.0.1:1' },
  });
  await terminal.see(/qualys-pc +demo/);
  await toReview(terminal);
  await terminal.step(keys.enter, 'Scan launched');
  await terminal.see('PASSED');
  terminal.press('q');
  expect(await terminal.exitCode()).toBe(0);
  await terminal.see('PASSED');
  expect(terminal.shown()).not.toContain('report.html');
}, 60_000);

test('A demo one can show: every ending works. Each snippet format, Save, launch to verdict, leave', async () => {
  const terminal = openTerminal({ args: ['demo'], columns: 120, rows: 40 });
  await toReview(terminal);
  await terminal.step(keys.right, '❯ Save config');
  await terminal.step(keys.right, '❯ Pipeline snippet');
  await terminal.step(keys.enter, 'for which pipeline?');
  for (const [index, { title }] of snippetFormats.entries()) {
    if (index > 0) terminal.press(keys.down);
    await terminal.see(new RegExp(`❯ ◯ ${title}`));
    await terminal.step(keys.enter, `Pipeline snippet: ${title}`);
    await terminal.see(/c copy {3}w write to a file/);
    expect(terminal.shown()).not.toContain('cannot say');
    if (index < snippetFormats.length - 1) await terminal.step(keys.esc, 'for which pipeline?');
  }
  await terminal.step('w', '❯ File');
  await terminal.step(keys.enter, 'Wrote the snippet to');
  await terminal.step(keys.left, '❯ Save config');
  await terminal.step(keys.enter, 'Save the config');
  await terminal.step(keys.enter, 'Saved qualys-pc.yaml. Again:');
  await terminal.see('qualys-pc run --config qualys-pc.yaml');
  await terminal.step(keys.left, '❯ Launch the scan');
  await terminal.step(keys.enter, 'Scan launched');
  await terminal.see('PASSED');
  await terminal.step(keys.esc, '❯ See the verdict');
  await terminal.step(keys.enter, 'PASSED');
  await terminal.step(keys.esc, '❯ See the verdict');
  terminal.press(keys.right, keys.right, keys.right);
  await terminal.step(keys.right, '❯ Leave');
  terminal.press(keys.enter);
  expect(await terminal.exitCode()).toBe(0);
  await terminal.see('PASSED');
}, 120_000);

/** From the first screen to Review, taking what is filled in. */
async function toReview(terminal: OpenTerminal): Promise<void> {
  await terminal.see('A demo: nothing here is real');
  await terminal.step(keys.enter, 'Connected.');
  const questions = [
    'be scanned?',
    'scanner log in?',
    'Which scanner',
    'Which option profile',
    'should fail',
    'How long',
  ];
  for (const question of questions) {
    await terminal.step(keys.enter, question);
    if (question === 'Which scanner') await terminal.see('◉ edge-scan-01');
    if (question === 'Which option profile') await terminal.see('4 of 12 selected');
  }
  await terminal.step(keys.enter, 'In Qualys this will');
}
