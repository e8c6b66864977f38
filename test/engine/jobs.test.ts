import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkplace, type Tree, type Workplace } from '../support/engine.js';

const gate = {
  failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious', 'medium', 'minimal'] },
};

/** A config with the jobs, each of one host. */
function writeJobs(place: Workplace, jobs: Readonly<Record<string, Tree>>, more: Tree = {}): void {
  place.writeWhole({
    defaults: {
      scan: {
        target: { type: 'host', ips: ['10.20.30.40'] },
        scanner: 'edge-scan-01',
        optionProfile: { title: 'Jenkins_Linux baseline' },
      },
      criteria: gate,
      timeouts: { pollingInterval: '0.1s', timeout: '20s' },
      reports: { directory: 'results', formats: ['junit'] },
    },
    jobs,
    reports: null,
    ...more,
  });
}

const host = (ip: string): Tree => ({ scan: { target: { type: 'host', ips: [ip] } } });

describe('a run of several jobs', () => {
  test.concurrent('each has a folder and a verdict of its own; the joined one lies above them', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    writeJobs(place, {
      payments: host('10.20.30.40'),
      ledger: { ...host('10.20.30.41'), criteria: { failOn: { criticalities: ['minimal'] } } },
      'odd/name': { scan: { target: { type: 'host', ips: ['10.20.30.42'] }, scanner: 'no-such-scanner' } },
    });
    const ran = await place.run();
    expect(ran.code, ran.stderr).toBe(1);
    expect(place.sent('scan/compliance', 'launch')).toBe(2);
    expect(readdirSync(join(place.folder, 'results')).sort()).toEqual([
      'controls.jsonl',
      'junit.xml',
      'ledger',
      'odd-name',
      'payments',
      'result.json',
      'units.json',
    ]);
    expect((await place.result('payments')).verdict.exitCode).toBe(1);
    expect((await place.result('odd-name')).verdict.exitCode).toBe(2);
    const joined = await place.result();
    expect(joined.jobs?.map(({ name, exitCode, hosts }) => [name, exitCode, hosts])).toEqual([
      ['ledger', (await place.result('ledger')).verdict.exitCode, 1],
      ['odd/name', 2, 0],
      ['payments', 1, 1],
    ]);
    expect(joined.units.present).toEqual(['ledger', 'odd/name', 'payments']);
    expect(ran.stderr).toMatch(/^ *\d+:\d\d {2}payments {2}.*Connected/m);
    expect(ran.stderr).toMatch(/^error {2}odd\/name: Scanner appliance "no-such-scanner" is not in Qualys/m);
    const events = await place.events();
    expect(new Set(events.map(({ unit }) => unit))).toEqual(new Set(['payments', 'ledger', 'odd/name']));
    const rows = (await place.file('results/controls.jsonl')).split('\n').filter(Boolean);
    expect(new Set(rows.map((row) => JSON.parse(row).job))).toEqual(new Set(['payments', 'ledger']));
  });

  test.concurrent('an end before anything is asked of Qualys has its result too, one for each and the joined one', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'fail', onTestFinished });
    writeJobs(
      place,
      { one: host('10.20.30.40'), two: host('10.20.30.41') },
      { credentials: { username: 'acme2ab1', password: 'env:QUALYS_NO_PASSWORD' } },
    );
    const summary = join(place.folder, 'summary.md');
    const ran = await place.here(['run'], { env: { GITHUB_STEP_SUMMARY: summary } });
    expect(ran.code, ran.stderr).toBe(2);
    for (const folder of ['one', 'two', '.']) expect((await place.result(folder)).verdict.exitCode).toBe(2);
    expect((await place.result()).jobs?.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['one', 'error'],
      ['two', 'error'],
    ]);
    expect(readFileSync(join(place.folder, 'results/junit.xml'), 'utf8')).toContain('<error');
    expect(readFileSync(summary, 'utf8').match(/^## /gm)).toHaveLength(1);
  });

  test.concurrent('`--job` plays one of them as a run of its own', async ({ onTestFinished }) => {
    const place = await openWorkplace({ onTestFinished });
    writeJobs(place, { payments: host('10.20.30.40'), ledger: host('10.20.30.41') });
    const ran = await place.run(['--job', 'ledger']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(readdirSync(join(place.folder, 'results'))).toEqual(['ledger']);
    expect(existsSync(join(place.folder, 'results', 'ledger', 'junit.xml'))).toBe(true);
    const unknown = await place.run(['--job', 'legder']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('Did you mean ledger?');
  });

  test.concurrent('`check` shows one plan over all, and the licences of all once', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    const ips = (...list: string[]): Tree => ({ scan: { target: { type: 'host', ips: list } } });
    writeJobs(place, { payments: ips('10.77.0.1', '10.77.0.2'), ledger: ips('10.77.0.2', '10.77.0.3') });
    const checked = await place.check();
    expect(checked.code, checked.stderr).toBe(0);
    expect(checked.stdout).toMatch(/^Job payments\n.*^Job ledger\n/ms);
    expect(checked.stdout).toContain('2 jobs. In all: 3 IPs are new to the account; each uses a licence.');
    const json = JSON.parse((await place.check(['--json'])).stdout);
    expect(json.jobs.map(({ job }: { job: string }) => job)).toEqual(['payments', 'ledger']);
    expect(json.newIps).toEqual({ count: '3', ips: '10.77.0.1-10.77.0.3' });
    expect(place.simulator.account.scans).toEqual([]);
  });

  test.concurrent('the limit on new addresses is that of the run, not of each job', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ onTestFinished });
    writeJobs(place, {
      one: host('10.77.0.1-10.77.0.150'),
      two: host('10.77.1.1-10.77.1.150'),
    });
    const checked = await place.check();
    expect(checked.code, checked.stderr).toBe(2);
    expect(checked.stderr).toContain('300 addresses are new to the account');
  });

  test.concurrent('a signal cancels the scans that this run launched, starts no other, and ends it', async ({
    onTestFinished,
  }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    const names = ['one', 'two', 'three', 'four'];
    writeJobs(place, Object.fromEntries(names.map((name, at) => [name, host(`10.20.30.${40 + at}`)])));
    const running = place.start();
    await running.said('one  … Running');
    await running.said('two  … Running');
    running.kill('SIGTERM');
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(143);
    expect(place.sent('scan/compliance', 'launch')).toBe(2);
    expect(place.sent('scan/compliance', 'cancel')).toBe(2);
    const joined = await place.result();
    expect(joined.verdict).toMatchObject({ outcome: 'interrupted', exitCode: 143 });
    expect(joined.jobs).toHaveLength(4);
  });

  test.concurrent('a job that another run holds is named and stops no other', async ({ onTestFinished }) => {
    const place = await openWorkplace({ scenario: 'scan-slow', onTestFinished });
    writeJobs(place, { one: host('10.20.30.40'), two: host('10.20.30.41') });
    const holder = place.start(['--job', 'one']);
    await holder.said('Running');
    const ran = await place.command(['run', '--detach']);
    expect(ran.code, ran.stderr).toBe(4);
    expect(ran.stderr).toContain('error  one: Another run is using this report directory');
    expect(ran.stdout).toContain('Job one of 2 is missing');
    holder.kill('SIGHUP');
    expect((await holder.ended).code).toBe(5);
  });
});
