import { expect, test } from 'vitest';
import { keys, paste } from '../support/draw.js';
import { useSimulator } from '../support/simulator.js';
import { openTerminal } from '../support/terminal.js';
import { connect } from './walk.js';

const simulator = useSimulator({ scenario: 'pass' });
const addresses = Array.from({ length: 300 }, (_, n) => `10.${n >> 8}.${n & 255}.7`);

test('Pasting 300 IPs, a CID list with ranges, a password with a trailing newline, a URL of the portal: each does the expected thing; invalid parts are named one by one', async () => {
  const terminal = openTerminal();
  // The URL becomes the API server, and the password logs in: its line end is no part of it.
  await connect(terminal, simulator());
  await terminal.step(paste(`${addresses.join('\n')}\nfoo\n10.0.0.300\n`), '300 addresses.');
  await terminal.step(keys.enter, '"foo" is not an IP address.');
  await terminal.see('"10.0.0.300" is not an IP address.');
  for (let key = 0; key < ', foo, 10.0.0.300'.length; key += 1) terminal.press(keys.backspace);
  await terminal.see('300 addresses.');
  for (const [question, key] of [
    ['scanner log in?', keys.enter],
    ['Which scanner', keys.enter],
    ['option profile', keys.enter],
  ] as const)
    await terminal.step(key, question);
  await terminal.see('Jenkins_Linux');
  await terminal.step(keys.enter, 'selected');
  await terminal.step(keys.enter, 'should fail');
  terminal.press(keys.tab, keys.tab, keys.tab);
  await terminal.see('❯ Excluded CIDs');
  await terminal.step(paste('1141\n1145-1150\r\n2201, x7\n'), '1141, 1145-1150, 2201, x7');
  await terminal.step(keys.enter, /"x7"/);
  terminal.press(...Array.from(', x7', () => keys.backspace));
  await terminal.see('8 controls');
  await terminal.see(/except 1141, 1145\s+to\s+1150\s+and\s+2201\./);
  expect(terminal.shown()).not.toContain('x7');
  terminal.kill('SIGKILL');
}, 60_000);

test('What is typed before the first frame reaches the first field, and none of it is echoed into the frame', async () => {
  const terminal = openTerminal();
  await expect.poll(terminal.bytes, { timeout: 20_000, interval: 1 }).toContain('\u001b[?1049h');
  terminal.press('e', 'u', '2');
  await terminal.see(/Platform\s+eu2/);
  expect(terminal.shown().match(/eu2/g)).toHaveLength(1);
  expect(terminal.shown().split('\n').at(-1)).toMatch(/tab\s+next field/);
  terminal.kill('SIGKILL');
});

test('two lines with colours that the terminal does not mark as a paste are two entries', async () => {
  const terminal = openTerminal({ args: ['demo'] });
  await terminal.see('❯ Password');
  await terminal.step(keys.enter, 'Connected.');
  await terminal.step(keys.enter, /❯ Addresses/);
  await terminal.step('\u0015', /❯ Addresses +such as/);
  const lines = ['10.20.30.40', '10.20.30.41'].map((line) => `\u001b[1;32m${line}\u001b[0m\r`);
  await terminal.step(lines.join(''), /❯ Addresses +10\.20\.30\.40, 10\.20\.30\.41 *\n +2 addresses\./);
  terminal.kill('SIGKILL');
});

test('a text copied with its colours is pasted without them, and a key that Ink does not know does no harm', async () => {
  const terminal = openTerminal({ args: ['demo'] });
  await terminal.see('❯ Password');
  await terminal.step(keys.shiftTab, '❯ User name');
  // Ctrl-F1 of xterm, then a line of a log.
  terminal.press('\u001b[1;5P', '\u0015');
  await terminal.step(paste('\u001b[1;31macme\u001b[32m9zz9\u001b[0m\n'), /User name +acme9zz9 *\n/);
  terminal.kill('SIGKILL');
});
