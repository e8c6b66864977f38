import { describe, expect, test } from 'vitest';
import { keys, paste } from '../support/draw.js';
import { useSimulator } from '../support/simulator.js';
import { openTerminal } from '../support/terminal.js';
import { connect, fromProfileToReview } from './walk.js';

describe('The host path and the EC2 path from the first key to the verdict', () => {
  const simulator = useSimulator({ scenario: 'fail' });

  test('an instance is looked up, scanned, and the failing controls are shown', async () => {
    const terminal = openTerminal();
    await connect(terminal, simulator());
    await terminal.step(keys.shiftTab, '❯ Target');
    await terminal.step(keys.right, '◉ EC2 instance');
    await terminal.step(keys.tab, '❯ Instances');
    await terminal.step(paste('i-0a11b22c33d44e55f\n'), 'RUNNING in eu-central-1');
    await terminal.step(keys.tab, '123456789012');
    await terminal.step(' ', /◉ prod /);
    await terminal.step(keys.enter, 'scanner log in?');
    await terminal.step(keys.enter, 'Which scanner');
    await terminal.see('cannot scan EC2 instances');
    await terminal.step('/', /\/ .*\d/);
    await terminal.step('ec2-scan-01', /❯ ◯ ec2-scan-01/);
    await terminal.step(keys.enter, 'option profile');
    await fromProfileToReview(terminal, 'linux');
    await terminal.step(keys.enter, 'Scan launched');
    await terminal.see('FAILED');
    await terminal.see('1141');
    await terminal.step(keys.down, '❯');
    terminal.press('q');
    expect(await terminal.exitCode()).toBe(1);
    await expect.poll(terminal.isOnSecondScreen).toBe(false);
    await terminal.see('FAILED');
  }, 60_000);
});
