import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keys, paste } from '../support/draw.js';
import { root } from '../support/program.js';
import { openTerminal, temporaryHome } from '../support/terminal.js';

test('the demo makes no name lookup and no connection but to itself, whatever is typed', async () => {
  const home = temporaryHome();
  const record = join(home, 'network.txt');
  const terminal = openTerminal({
    args: ['demo'],
    home,
    env: {
      NODE_OPTIONS: `--require ${join(root, 'test/support/record-network.cjs')}`,
      NETWORK_RECORD: record,
      HTTPS_PROXY: 'http://proxy.acme.invalid:3128',
    },
  });
  await terminal.see('A demo: nothing here is real');
  // Another platform, a proxy, and then an address of one's own.
  terminal.press(keys.shiftTab, keys.shiftTab, keys.shiftTab);
  await terminal.see('❯ Platform');
  await terminal.step('eu3', 'qualysapi.qg3.apps.qualys.it');
  for (const field of ['❯ Login', '❯ User name', '❯ Password', '☐ remember', '❯ Proxy'])
    await terminal.step(keys.tab, field);
  await terminal.step('proxy.acme.invalid:3128', 'proxy.acme.invalid:3128');
  await terminal.step(keys.enter, 'Connected.');
  for (let field = 0; field < 5; field += 1) terminal.press(keys.shiftTab);
  await terminal.see('❯ Platform');
  terminal.press('\u0015');
  await terminal.step(paste('https://qualysapi.acme.invalid'), 'Private cloud');
  await terminal.step(keys.enter, 'Connected.');
  await terminal.step(keys.enter, 'What should be scanned?');
  await terminal.step(keys.enter, 'scanner log in?');
  await terminal.step(keys.enter, 'Which scanner');
  terminal.press(keys.ctrlC);
  await terminal.see('Leave the wizard?');
  terminal.press(keys.ctrlC);
  expect(await terminal.exitCode()).toBe(130);
  expect(existsSync(record)).toBe(true);
  const seen = readFileSync(record, 'utf8').trim().split('\n');
  expect(seen.some((line) => line.startsWith('connection 127.0.0.1:'))).toBe(true);
  expect(seen.filter((line) => !/^connection 127\.0\.0\.1:\d+$/.test(line))).toEqual([]);
}, 60_000);
