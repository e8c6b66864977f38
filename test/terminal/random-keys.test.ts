import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keys, paste } from '../support/draw.js';
import { openTerminal } from '../support/terminal.js';

/** Everything but what leaves the wizard or launches. */
const key = fc.constantFrom(
  keys.up,
  keys.down,
  keys.left,
  keys.right,
  keys.tab,
  keys.shiftTab,
  keys.esc,
  keys.space,
  keys.backspace,
  keys.pageDown,
  keys.home,
  '/',
  '?',
  '\u0007',
  'a',
  'é',
  '配',
  '7',
  paste('10.20.30.40\n10.20.30.41\n'),
);
const size = fc.record({
  columns: fc.integer({ min: 40, max: 130 }),
  rows: fc.integer({ min: 14, max: 40 }),
});
const acts = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: key },
    { weight: 3, arbitrary: fc.constant(keys.enter) },
    { weight: 1, arbitrary: size },
  ),
  { minLength: 200, maxLength: 200 },
);

test('after 200 random keys and resizes no frame has lost a line: the screen equals a full redraw', async () => {
  const [all = []] = fc.sample(acts, { numRuns: 1, seed: 1205 });
  const terminal = openTerminal({ args: ['demo'] });
  await terminal.see('A demo: nothing here is real');
  let at = { columns: 80, rows: 24 };
  for (const act of all) {
    // The pointer on Review's actions would launch.
    if (act === keys.enter && /❯ Launch/.test(terminal.shown())) continue;
    if (typeof act === 'string') terminal.press(act);
    else {
      at = act;
      terminal.resize(act);
    }
    await expect.poll(() => terminal.shown().split('\n')[0]).toMatch(/^ qualys-pc/);
  }
  // A last key whose answer shows that all before it were heard.
  terminal.press(keys.esc, keys.esc, '\u0007');
  await terminal.see('Keys on this screen');
  const drawn = terminal.shown();
  terminal.resize({ columns: at.columns, rows: at.rows + 1 });
  await expect.poll(() => terminal.shown().split('\n').length).toBeGreaterThan(at.rows - 3);
  terminal.resize(at);
  await expect.poll(terminal.shown).toBe(drawn);
  terminal.kill('SIGKILL');
}, 60_000);
