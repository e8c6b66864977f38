import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkplace } from '../support/engine.js';
import { builtProgram, startBuilt } from '../support/program.js';

/** A user without an entry among the system's. */
const STRANGER = 54_321;

test.each([
  ['XDG_CONFIG_HOME under /proc', { XDG_CONFIG_HOME: '/proc/qualys-pc' }],
  ['QUALYS_PC_HOME under /proc', { QUALYS_PC_HOME: '/proc/qualys-pc/x' }],
  ['a HOME that does not exist and cannot be made', { HOME: '/proc/nobody' }],
  ['HOME that is a device', { HOME: '/dev/null' }],
])('a headless run needs no home: %s', async (_, env) => {
  const place = await openWorkplace();
  const ran = await place.run([], { QUALYS_PC_HOME: '', ...env });
  expect(ran.code, ran.stderr).toBe(0);
  expect(place.launches()).toBe(1);
});

test('a report directory below /proc is told before anything is launched', async () => {
  const place = await openWorkplace();
  const ran = await place.run(['--report-dir', '/proc/qualys-pc/results']);
  expect(ran.code, ran.stderr).toBe(2);
  expect(ran.stderr).toMatch(/^error .*cannot be written/m);
  expect(place.launches()).toBe(0);
});

test.runIf(process.getuid?.() === 0)(
  'a headless run needs no home: a user without an entry and without HOME',
  async () => {
    const place = await openWorkplace();
    const node = join(place.folder, 'node-as-stranger');
    const flags = `--reuid=${STRANGER} --regid=${STRANGER} --clear-groups`;
    writeFileSync(node, `#!/bin/sh\nexec setpriv ${flags} "${process.execPath}" "$@"\n`);
    chmodSync(node, 0o755);
    chmodSync(place.folder, 0o755);
    chownSync(place.folder, STRANGER, STRANGER);
    const ran = await startBuilt(['run'], {
      cwd: place.folder,
      node,
      program: builtProgram,
      env: { QUALYS_PASSWORD: place.simulator.credentials.password, CI: 'true' },
    }).ended;
    expect(ran.code, ran.stderr).toBe(0);
    expect(place.launches()).toBe(1);
  },
);
