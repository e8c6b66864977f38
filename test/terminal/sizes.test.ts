import { describe, expect, test, vi } from 'vitest';
import { keys, paste } from '../support/draw.js';
import { terminalSizes } from '../support/frames.js';
import { useSimulator } from '../support/simulator.js';
import { type OpenTerminal, openTerminal } from '../support/terminal.js';
import { connect, fromProfileToReview } from './walk.js';

const patience = { timeout: 20_000, interval: 20 };

/** The frame begins on the first line, ends with its keys, and leaves the last line free. */
async function expectWhole(terminal: OpenTerminal, rows: number): Promise<void> {
  // A frame may arrive in two pieces.
  await vi.waitFor(() => {
    const lines = terminal.shown().split('\n');
    expect(lines[0]).toContain('qualys-pc');
    expect(lines.length).toBeLessThanOrEqual(rows - 1);
    expect(lines.at(-1)).toMatch(/\b(esc|enter|tab|ctrl-c|space)\b/);
  }, patience);
}

describe('At 80x24, 120x40 and 40x20 no frame is higher or wider than the terminal, nothing overlaps, nothing essential is cut', () => {
  const simulator = useSimulator({ scenario: 'pass' });

  test.each(terminalSizes)(
    '$columns x $rows, from the first screen to Review',
    async ({ columns, rows }) => {
      const terminal = openTerminal({ columns, rows });
      await connect(terminal, simulator());
      await expectWhole(terminal, rows);
      await terminal.step(
        paste(Array.from({ length: 300 }, (_, n) => `10.20.30.${(n % 250) + 1}`).join('\n')),
        '250 addresses',
      );
      await expectWhole(terminal, rows);
      for (const question of ['How does the scanner', 'Which scanner', 'Which option profile']) {
        await terminal.step(keys.enter, question);
        await expectWhole(terminal, rows);
      }
      await fromProfileToReview(terminal, 'linux');
      await expectWhole(terminal, rows);
      await terminal.see(/❯ Launch/);

      const other = terminalSizes.find((size) => size.columns !== columns) ?? { columns: 100, rows: 30 };
      terminal.resize(other);
      await terminal.see(/❯ Launch/);
      await expect.poll(() => terminal.shown().split('\n')[0]).toMatch(/^ qualys-pc/);
      await expectWhole(terminal, other.rows);
      expect(terminal.shown().match(/qualys-pc /g)).toHaveLength(1);
      terminal.kill('SIGKILL');
    },
    60_000,
  );
});

test('with NO_COLOR nothing is coloured, without unicode nothing is drawn with it', async () => {
  const terminal = openTerminal({ env: { NO_COLOR: '1', LANG: 'C', LC_ALL: 'C' } });
  await terminal.see('Connect to Qualys');
  expect(terminal.bytes()).not.toMatch(/\u001b\[(?:3[0-9]|38;|9[0-7])[0-9;]*m/);
  expect(terminal.shown()).toMatch(/^[\x20-\x7e\n]*$/);
  terminal.kill('SIGKILL');
});
