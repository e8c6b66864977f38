import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exampleJobs } from '../../scripts/docs/reference-page.js';
import { createProgram, runProgram } from '../../src/commands/parser/program.js';
import { commandIo } from '../support/command-io.js';

async function listJobs(config: string, args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-jobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'qualys-pc.yaml'), config);
  const { io, stdout } = commandIo({ cwd: folder, env: { JOB_NAME: 'nightly' } });
  await runProgram(createProgram(io), ['list', 'jobs', ...args]);
  return stdout();
}

describe('`qualys-pc list jobs`', () => {
  test('feeds the matrix of a CI: names and folders, without asking Qualys', async () => {
    expect(JSON.parse(await listJobs(exampleJobs, ['--json']))).toEqual([
      { name: 'payments-api', folder: 'payments-api', target: 'host', scanner: 'edge-scan-01' },
      { name: 'ledger', folder: 'ledger', target: 'host', scanner: 'edge-scan-02' },
    ]);
    expect(await listJobs(exampleJobs, [])).toMatch(/^JOB .*\npayments-api .*\nledger /);
  });

  test('of a config with one scan it is the job that the CI names', async () => {
    const one = `${exampleJobs.slice(0, exampleJobs.indexOf('defaults:'))}scan:
  { scanner: x, optionProfile: { title: Jenkins_B }, target: { type: host, ips: ["10.20.30.40"] } }
`;
    expect(JSON.parse(await listJobs(one, ['--json']))).toEqual([
      { name: 'nightly', folder: null, target: 'host', scanner: 'x' },
    ]);
  });

  test('takes no ids', async () => {
    await expect(listJobs(exampleJobs, ['i-01234567'])).rejects.toMatchObject({ code: 'usage' });
  });
});
