import { describe, expect, test } from 'vitest';
import { keys, paste } from '../support/draw.js';
import { useSimulator } from '../support/simulator.js';
import { type OpenTerminal, openTerminal } from '../support/terminal.js';
import { connect, fromProfileToReview } from './walk.js';

const sizeOf = (text: string) => Buffer.byteLength(text);

/** A key, and what the screen's text holds once the key was answered: other lines may change by themselves. */
type AnsweredKey = readonly [key: string, answered: (shown: string) => boolean];

/** What each of some keys costs, pressed one after the other once the screen has answered the one before. */
async function costsOf(terminal: OpenTerminal, pressed: readonly AnsweredKey[]): Promise<readonly number[]> {
  const costs: number[] = [];
  for (const [key, answered] of pressed) {
    const before = sizeOf(terminal.bytes());
    terminal.press(key);
    await expect.poll(() => answered(terminal.shown()), { interval: 5 }).toBe(true);
    costs.push(sizeOf(terminal.bytes()) - before);
  }
  return costs;
}

/** The characters of a text as keys, each answered once the field shows the text up to it. */
const typed = (text: string): readonly AnsweredKey[] =>
  [...text].map((key, at) => [key, (shown) => shown.includes(text.slice(0, at + 1))]);

/** A key that moves the cursor of a list, answered once the cursor stands before a row. */
const movesTo = (key: string, row: string): AnsweredKey => [
  key,
  (shown) => shown.split('\n').some((line) => line.includes('❯') && line.includes(row)),
];

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe('Recorded bytes', () => {
  const simulator = useSimulator({ scenario: 'scan-slow' });

  test('a key at 80x24 costs at most 600 bytes in the median; an idle running scan at most 1 kB/s over 10 s', async () => {
    const terminal = openTerminal();
    await connect(terminal, simulator());
    const typing = await costsOf(terminal, typed('10.20.30.40,10.20.30.41'));
    await terminal.see('2 addresses');
    terminal.press('\u0015');
    await terminal.step(paste('10.20.30.40'), '10.20.30.40');
    await terminal.step(keys.enter, 'scanner log in?');
    await terminal.step(keys.enter, 'Which scanner');
    await terminal.see('❯ ◯ edge-scan-01');
    const moving = await costsOf(terminal, [
      movesTo(keys.down, 'edge-scan-02'),
      movesTo(keys.down, 'dc-berlin-01'),
      movesTo(keys.down, 'ec2-scan-01'),
      movesTo(keys.up, 'dc-berlin-01'),
      movesTo(keys.up, 'edge-scan-02'),
      movesTo(keys.up, 'edge-scan-01'),
      movesTo(keys.down, 'edge-scan-02'),
    ]);
    await terminal.step('/', /\/ .*\d/);
    await terminal.step('edge-scan-01', /❯ . edge-scan-01/);
    expect(median([...typing, ...moving])).toBeLessThanOrEqual(600);

    await terminal.step(keys.enter, 'option profile');
    await fromProfileToReview(terminal, 'linux');
    await terminal.step(keys.enter, 'Scan launched');
    await terminal.see('next look in');
    const seconds = () => {
      const [, minute = '', second = ''] =
        /(?:Queued|Running)[^\n]*? (\d+):(\d\d)\s*$/m.exec(terminal.shown()) ?? [];
      return minute === '' ? -1 : Number(minute) * 60 + Number(second);
    };
    await expect.poll(seconds).toBeGreaterThanOrEqual(0);
    const [from, before] = [seconds(), sizeOf(terminal.bytes())];
    await expect.poll(seconds, { timeout: 20_000 }).toBeGreaterThanOrEqual(from + 10);
    const passed = seconds() - from;
    expect((sizeOf(terminal.bytes()) - before) / passed).toBeLessThanOrEqual(1000);
    terminal.kill('SIGKILL');
  }, 90_000);
});
