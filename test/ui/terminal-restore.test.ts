import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleOptions } from '../../scripts/bundle/options.js';

const runningScan = '4';
const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-gallery-'));
const gallery = join(folder, 'gallery.js');

// Bundled once, as the program is: reading its sources at each start takes longer than all the rest.
beforeAll(async () => {
  const { splitting: _, ...options } = bundleOptions;
  await build({ ...options, entryPoints: ['scripts/gallery.tsx'], outfile: gallery, minify: false });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The gallery's page of a running scan in a real pseudo-terminal, and all that it writes. */
function openRun() {
  const terminal = spawn(process.execPath, [gallery, runningScan], {
    cols: 80,
    rows: 24,
    name: 'xterm-256color',
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', WT_SESSION: 'x', CI: '0' },
  });
  let written = '';
  terminal.onData((data) => {
    written += data;
  });
  const ended = new Promise<void>((resolve) => {
    terminal.onExit(() => resolve());
  });
  return { terminal, ended, written: () => written };
}

test.each(['SIGTERM', 'SIGHUP', 'SIGINT'])(
  'Ctrl-c at any moment restores the terminal (cursor, raw mode, title, progress): so does %s',
  async (signal) => {
    const { terminal, ended, written } = openRun();
    const eventually = () => expect.poll(written, { timeout: 20_000 });
    await eventually().toContain('next look in');
    await eventually().toContain('\u001b[?2004h');
    await eventually().toContain('\u001b[22;2t');
    await eventually().toMatch(/\u001b\]2;Running · payments-api/);
    await eventually().toMatch(/\u001b\]9;4;1;\d+\u0007/);
    const before = written().length;
    terminal.kill(signal);
    await ended;
    const farewell = () => expect.poll(() => written().slice(before), { timeout: 20_000 });
    await farewell().toContain('\u001b[?2004l');
    await farewell().toContain('\u001b[23;2t');
    await farewell().toContain('\u001b]9;4;0;0\u0007');
    await farewell().toContain('\u001b[?25h');
  },
);

test('a paste of 20,000 characters through a terminal line is one event, and submits nothing', async () => {
  const { terminal, ended, written } = openRun();
  const eventually = () => expect.poll(written, { timeout: 20_000 });
  // The mark is written once the terminal hands on every key; a ctrl-c before that would end the program.
  await eventually().toContain('\u001b[?2004h');
  await eventually().toContain('next look in');
  const before = written().length;
  terminal.write(`\u001b[200~${'q\u0003l\r'.repeat(5000)}\u001b[201~`);
  terminal.write('l');
  await expect.poll(() => written().slice(before), { timeout: 20_000 }).toContain('Log, times in UTC');
  expect(written().slice(before)).not.toContain('Leave it?');
  terminal.kill();
  await ended;
});
