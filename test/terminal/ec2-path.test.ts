import { describe, expect, test } from 'vitest';
import { keys, paste } from '../support/draw.js';
import { useSimulator } from '../support/simulator.js';
import { openTerminal } from '../support/terminal.js';
import { connect, fromProfileToReview } from './walk.js';

const questions = [
  'How long may it take?',
  'should fail',
  'option profile and',
  'Which scanner',
  'scanner log in?',
  'What should be scanned?',
  'Connect to Qualys',
];
const withoutTimes = (frame: string) => frame.replace(/\d{4}(-\d\d){5}/g, '');

describe('The host path and the EC2 path from the first key to the verdict', () => {
  const simulator = useSimulator({ scenario: 'fail' });

  test('every screen entered, left backwards and entered again with its answers intact; a changed target kind invalidates the scanner alone; then the instance is scanned', async () => {
    const terminal = openTerminal();
    await connect(terminal, simulator());
    await terminal.step(keys.shiftTab, '❯ Target');
    await terminal.step(keys.right, '◉ EC2 instance');
    await terminal.step(keys.tab, '❯ Instances');
    await terminal.step(paste('i-0a11b22c33d44e55f\n'), 'RUNNING in eu-central-1');
    await terminal.step(keys.tab, /❯ ☑ acme-e55f +i-0a11b22c33d44e55f/);
    await terminal.step(keys.tab, /❯ ◯ prod .*123456789012/);
    await terminal.step(' ', /◉ prod /);
    await terminal.step(keys.enter, 'scanner log in?');
    await terminal.step(keys.enter, 'Which scanner');
    await terminal.see('cannot scan EC2 instances');
    terminal.press('/');
    await terminal.step('ec2-scan-01', /❯ ◯ ec2-scan-01/);
    await terminal.step(keys.enter, 'option profile');
    await fromProfileToReview(terminal, 'linux');
    await terminal.see('launch scan');
    await terminal.see(/❯ Launch[\s\S]*Pipeline snippet/);
    const review = terminal.shown();
    for (const question of questions) await terminal.step(keys.esc, question);
    for (const question of questions.toReversed().slice(1)) await terminal.step(keys.enter, question);
    await terminal.step(keys.enter, 'launch scan');
    await expect.poll(() => withoutTimes(terminal.shown())).toBe(withoutTimes(review));

    for (let line = 0; line < 6; line += 1) terminal.press(keys.up);
    await terminal.see(/❯ Target/);
    await terminal.step(keys.enter, 'What should be scanned?');
    await terminal.step(keys.shiftTab, '❯ Target');
    await terminal.step(keys.left, '◉ Host IP');
    await terminal.step(keys.esc, /Scanner +! .*look again/);
    expect(terminal.shown().match(/look again/g)).toHaveLength(1);
    await terminal.step(keys.enter, '❯ Addresses');
    await terminal.step(keys.shiftTab, '❯ Target');
    await terminal.step(keys.right, '◉ EC2 instance');
    await terminal.step(keys.esc, 'launch scan');
    await terminal.see('❯ Launch the scan');
    await terminal.step(keys.enter, 'Scan launched');
    await terminal.see('FAILED');
    await terminal.see('1141');
    terminal.press('q');
    expect(await terminal.exitCode()).toBe(1);
    await expect.poll(terminal.isOnSecondScreen).toBe(false);
    // The whole verdict is printed; its first line has scrolled out of 24 rows.
    await terminal.see('3 failing');
    await terminal.see('1141   URGENT');
  }, 90_000);
});
