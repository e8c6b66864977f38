import { expect, test } from 'vitest';
import { keys } from '../support/draw.js';
import { openTerminal } from '../support/terminal.js';

test('the demo opens the wizard on the simulator: says so, is filled in, and passes', async () => {
  const terminal = openTerminal({
    args: ['demo'],
    env: { QUALYS_USERNAME: 'someone', HTTPS_PROXY: 'http://127.0.0.1:1' },
  });
  await terminal.see(/qualys-pc +demo/);
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
  await terminal.step(keys.enter, 'Scan launched');
  await terminal.see('PASSED');
  terminal.press('q');
  expect(await terminal.exitCode()).toBe(0);
  await terminal.see('PASSED');
  expect(terminal.shown()).not.toContain('report.html');
}, 60_000);
