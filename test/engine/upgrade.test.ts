import { cpSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkplace } from '../support/engine.js';
import { builtProgram, startBuilt } from '../support/program.js';

test('an upgrade that takes the files of the program away while it waits for a scan does not end the run', async () => {
  const place = await openWorkplace({
    scenario: 'fail',
    speed: 2,
    config: { reports: { formats: ['html', 'junit', 'sarif', 'csv', 'markdown', 'hdf', 'text'] } },
  });
  const copy = join(place.folder, 'dist');
  cpSync(dirname(builtProgram), copy, { recursive: true });
  const run = startBuilt(['run'], {
    program: join(copy, 'cli.js'),
    cwd: place.folder,
    env: {
      QUALYS_PASSWORD: place.simulator.credentials.password,
      QUALYS_PC_HOME: join(place.folder, 'home'),
      GITHUB_STEP_SUMMARY: join(place.folder, 'step-summary.md'),
    },
  });
  await run.said('Running');
  renameSync(copy, join(place.folder, 'gone'));
  const { code, stdout, stderr } = await run.ended;
  expect(stderr).not.toContain('bug');
  expect(stdout).toContain('FAILED');
  expect(code).toBe(1);
  expect(await place.file('step-summary.md')).toContain('11411');
});
